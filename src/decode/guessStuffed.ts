import type { Checksum, WireFormat } from '../wireFormat';
import { cobsDecode } from './cobs';
import { LIKELY_CHECKSUMS, scoreOf, type Guess } from './guess';
import { guessFields, mostCommonLength } from './guessFields';
import { slipDecode, SLIP_END } from './slip';

const MIN_CHECKED_BITS = 32;
export const UNCHECKED_WEIGHT = 0.8;
const MIN_UNCHECKED_FRAMES = 4;
const MIN_ESCAPES = 2;
const MIN_FRAME_BYTES = 3;
const MAX_FRAME_BYTES = 1024;

/** COBS and SLIP, with the checksum that fits, and fields by the payload's length. */
export function stuffedGuesses(head: Uint8Array): Guess[] {
  const cobs = guessOne('cobs', head, 0, cobsDecode);
  const slip = guessOne('slip', head, SLIP_END, slipDecode);
  return [cobs, slip].filter((guess) => guess !== undefined);
}

function guessOne(
  kind: 'cobs' | 'slip',
  head: Uint8Array,
  delimiter: number,
  unstuff: typeof cobsDecode,
): Guess | undefined {
  const { plain, bad } = framesOf(head, delimiter, unstuff);
  if (plain.length < 2) return undefined;
  let best: Guess | undefined;
  for (const check of LIKELY_CHECKSUMS) {
    const good = plain.filter((frame) => {
      const length = frame.length - check.bytes;
      return length > 0 && check.read(frame, length) === check.compute(frame, 0, length);
    });
    // A search over many checksums finds chance matches: what holds must hold for most.
    if (good.length * check.spec.width < MIN_CHECKED_BITS || good.length * 2 < plain.length)
      continue;
    const payloads = good.map((frame) => frame.subarray(0, frame.length - check.bytes));
    const score = scoreOf(0.99, good.length, bad + plain.length - good.length);
    if (score <= (best?.score ?? 0)) continue;
    best = { format: formatOf(kind, check.spec, payloads), score, good: good.length };
  }
  // Any frames of one length with a C0 at the same place look like SLIP: only its own marks tell them apart.
  if (best !== undefined || (kind === 'slip' && !hasSlipMarks(head, plain.length))) return best;
  return uncheckedGuess(kind, plain, bad);
}

/** Some escapes, or an END that ends one frame beside one that begins the next. */
function hasSlipMarks(head: Uint8Array, frames: number): boolean {
  let ends = 0;
  let escapes = 0;
  for (let i = 1; i < head.length; i++) {
    if (head[i] === SLIP_END && head[i - 1] === SLIP_END) ends++;
    if (head[i - 1] === 0xdb && (head[i] === 0xdc || head[i] === 0xdd)) escapes++;
  }
  return ends * 2 >= frames || escapes >= MIN_ESCAPES;
}

/** Without a checksum only frames of one length tell that they are frames. */
function uncheckedGuess(
  kind: 'cobs' | 'slip',
  plain: readonly Uint8Array[],
  bad: number,
): Guess | undefined {
  const alike = mostCommonLength(plain);
  if (alike === undefined || alike.length < MIN_UNCHECKED_FRAMES) return undefined;
  if (alike[0].length < MIN_FRAME_BYTES) return undefined;
  const score = scoreOf(UNCHECKED_WEIGHT, alike.length, bad + plain.length - alike.length);
  return { format: formatOf(kind, null, alike), score, good: alike.length };
}

function formatOf(
  kind: 'cobs' | 'slip',
  checksum: Checksum | null,
  payloads: readonly Uint8Array[],
): WireFormat {
  const fields = guessFields(payloads);
  if (kind === 'slip') return { kind, fields, checksum };
  const isUsual =
    checksum?.polynomial === 0x1021 && checksum.init === 0xffff && checksum.order === 'little';
  return isUsual ? { kind, fields } : { kind, fields, checksum };
}

function framesOf(
  head: Uint8Array,
  delimiter: number,
  unstuff: typeof cobsDecode,
): { plain: Uint8Array[]; bad: number } {
  const plain: Uint8Array[] = [];
  let bad = 0;
  let start = 0;
  for (let end = head.indexOf(delimiter); end >= 0; end = head.indexOf(delimiter, start)) {
    if (end > start) {
      const target = new Uint8Array(end - start);
      const length = end - start > MAX_FRAME_BYTES ? -1 : unstuff(head, start, end, target);
      if (length > 0) plain.push(target.subarray(0, length));
      // The first may be half a frame.
      else if (start > 0) bad++;
    }
    start = end + 1;
  }
  return { plain, bad };
}
