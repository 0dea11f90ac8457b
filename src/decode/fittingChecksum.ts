import { Check } from '../frame/checksum';
import { CHECKSUM_PRESETS } from '../frame/checksumPresets';
import type { Checksum, WireFormat } from '../wireFormat';
import { cobsDecode } from './cobs';
import { slipDecode } from './slip';

interface Candidate {
  readonly name: string;
  readonly check: Check;
}

/** A checksum that holds. */
export interface FittingChecksum {
  /** `crc-16-modbus`, `crc-16, little` */
  readonly name: string;
  /** The format with this checksum in place of its own. */
  readonly format: WireFormat;
}

const CANDIDATES: readonly Candidate[] = Object.entries(CHECKSUM_PRESETS).flatMap(
  ([name, spec]: [string, Checksum]) => {
    const preset = { name, check: new Check(spec) };
    if (spec.width === 8) return [preset];
    const order = spec.order === 'big' ? 'little' : 'big';
    return [preset, { name: `${name}, ${order}`, check: new Check({ ...spec, order }) }];
  },
);

/**
 * The preset that holds for all of some frames whose checksum failed, two at least; undefined when none does, or the
 * format has no frames to look into.
 */
export function fittingChecksum(
  format: WireFormat,
  frames: readonly Uint8Array[],
): FittingChecksum | undefined {
  const bodies = frames.map((frame) => bodyOf(format, frame)).filter((body) => body !== undefined);
  if (bodies.length < 2) return undefined;
  const found = CANDIDATES.find(({ check }) =>
    bodies.every((body) => {
      const at = body.length - check.bytes;
      return at > 0 && check.read(body, at) === check.compute(body, 0, at);
    }),
  );
  if (found === undefined) return undefined;
  return { name: found.name, format: withChecksum(format, found.check.spec) };
}

function withChecksum(format: WireFormat, checksum: Checksum): WireFormat {
  if (format.kind === 'cobs' || format.kind === 'slip') return { ...format, checksum };
  if (!('frame' in format) || format.kind === 'delimited') return format;
  const { frame } = format;
  const covers = frame.checksum?.covers ?? checksum.covers;
  return { ...format, frame: { ...frame, checksum: { ...checksum, covers } } };
}

/** Payload and checksum of a whole frame. */
function bodyOf(format: WireFormat, frame: Uint8Array): Uint8Array | undefined {
  switch (format.kind) {
    case 'cobs':
    case 'slip': {
      const end = frame.length - 1;
      const target = new Uint8Array(frame.length);
      const unstuff = format.kind === 'cobs' ? cobsDecode : slipDecode;
      const length = unstuff(frame, 0, end, target);
      return length > 0 ? target.subarray(0, length) : undefined;
    }
    case 'fixed':
    case 'syncWord':
    case 'lengthPrefix': {
      const { sync, headerBytes, tail, checksum } = format.frame;
      const from =
        checksum?.covers === 'frame'
          ? 0
          : sync.length + (checksum?.covers === 'payload' ? headerBytes : 0);
      const to = frame.length - tail.length;
      return to > from ? frame.subarray(from, to) : undefined;
    }
    default:
      return undefined;
  }
}
