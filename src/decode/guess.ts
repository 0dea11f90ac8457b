import { Check } from '../frame/checksum';
import { CHECKSUM_PRESETS } from '../frame/checksumPresets';
import { makeFramer } from '../frame/makeFramer';
import type { Checksum, WireFormat } from '../wireFormat';

/** What a stream may be. `good` frames or lines were as the format has them; the score is 0 to 1. */
export interface Guess {
  readonly format: WireFormat;
  readonly score: number;
  readonly good: number;
}

/** Many frames make sure; the first few are worth a little less. */
export function scoreOf(weight: number, good: number, bad: number): number {
  if (good === 0) return 0;
  const score = (weight * good) / (good + bad) - 0.1 / (good + 1);
  return Math.max(0, Math.round(score * 100) / 100);
}

/** Checksums that a search tries: the presets, in both byte orders. */
export const LIKELY_CHECKSUMS: readonly Check[] = Object.values(CHECKSUM_PRESETS)
  .flatMap((spec: Checksum) =>
    spec.width === 8 ? [spec] : (['big', 'little'] as const).map((order) => ({ ...spec, order })),
  )
  // The more bits, the less a match can be chance.
  .sort((a, b) => b.width - a.width)
  .map((spec) => new Check(spec));

/** The frames of a format in some bytes; what lies before the first is left out of the damage. */
export function framesIn(
  format: WireFormat,
  bytes: Uint8Array,
): { frames: Uint8Array[]; goodBytes: number; badBytes: number } {
  const framer = makeFramer(format, { maxFrameBytes: 1024, dropFirst: true });
  const { piece, rejections, skipped = [] } = framer.push({ timeMs: 0, bytes });
  const frames: Uint8Array[] = [];
  let from = 0;
  for (const end of piece?.ends ?? []) {
    frames.push((piece?.bytes ?? bytes).subarray(from, end));
    from = end;
  }
  const images = skipped.reduce((n, one) => n + one.bytes, 0);
  const badBytes = rejections.reduce((n, r) => n + (r.cause === 'partial' ? 0 : r.bytes), 0);
  return { frames, goodBytes: from + images, badBytes };
}
