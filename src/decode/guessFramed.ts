import { indexOfWord, type Scanner } from '../frame/scanner';
import { MinScanner } from '../frame/min';
import { SerialTransferScanner } from '../frame/serialTransfer';
import type { Checksum, IdFrame, WireFormat } from '../wireFormat';
import { CutFloatScanner } from './floatPayload';
import { framesIn, LIKELY_CHECKSUMS, scoreOf, type Guess } from './guess';
import { guessFields } from './guessFields';

const MIN_FRAMES = 2;
/** SerialTransfer has but three bytes that can be checked. */
const MIN_SERIAL_TRANSFER_FRAMES = 3;
// Numbers between the marks, two at least: a comment of a source text may hold one.
const ROW = /^\/\*\s*[-+\d.][-+\d.\seE]*(?:[,;\t][-+\d.\seE]*)+\*\//;
const COMMENT = { start: [0x2f, 0x2a], end: [0x2a, 0x2f] };

/** Formats whose framing leaves no doubt: VOFA+ floats, MIN, SerialTransfer, Serial Studio. */
export function framedGuesses(head: Uint8Array): Guess[] {
  return [
    floatGuess(head),
    idGuess('min', head),
    idGuess('serialTransfer', head),
    ...delimitedGuesses(head),
  ].filter((guess) => guess !== undefined);
}

/** The share of bytes that frames explain, as a number of bad frames. */
function badFrames(frames: number, goodBytes: number, badBytes: number): number {
  return goodBytes === 0 ? 0 : (frames * badBytes) / goodBytes;
}

function floatGuess(head: Uint8Array): Guess | undefined {
  const { frames, goodBytes, badBytes } = framesIn({ kind: 'justFloat' }, head);
  const floats = bodiesOf(new CutFloatScanner(), frames).filter(({ id }) => id === 0);
  if (floats.length < MIN_FRAMES) return undefined;
  const bad = badFrames(frames.length, goodBytes, badBytes);
  const isIndexed = hasIndices(floats.map(({ body }) => body));
  const lengths = new Set(floats.map(({ body }) => body.length));
  // JustFloat has the same number of channels every time.
  const weight = isIndexed ? 0.98 : lengths.size <= 2 ? 0.99 : 0.7;
  const kind = isIndexed ? 'indexFloat' : 'justFloat';
  return { format: { kind }, score: scoreOf(weight, floats.length, bad), good: floats.length };
}

/** True when the first floats are small whole numbers that come again and again, and are not all the same. */
function hasIndices(bodies: readonly Uint8Array[]): boolean {
  const firsts = bodies
    .filter((body) => body.length >= 8)
    .map((body) => Buffer.from(body).readFloatLE(0));
  if (firsts.length < Math.max(MIN_FRAMES, bodies.length * 0.8)) return false;
  const legal = firsts.filter((first) => Number.isInteger(first) && first >= 0 && first < 256);
  const distinct = new Set(legal).size;
  return legal.length >= firsts.length * 0.8 && distinct >= 2 && distinct * 2 <= legal.length + 1;
}

function idGuess(kind: 'min' | 'serialTransfer', head: Uint8Array): Guess | undefined {
  const { frames, goodBytes, badBytes } = framesIn({ kind, frames: [] }, head);
  const needed = kind === 'min' ? MIN_FRAMES : MIN_SERIAL_TRANSFER_FRAMES;
  if (frames.length < needed) return undefined;
  const found = bodiesOf(kind === 'min' ? new MinScanner() : new SerialTransferScanner(), frames);
  const ids = [...new Set(found.map(({ id }) => id))].filter((id) => id < 254);
  const described = ids
    .map((id): IdFrame => {
      const fields = guessFields(found.filter((one) => one.id === id).map(({ body }) => body));
      const prefixed = fields.map((field) => ({ ...field, name: `${String(id)}.${field.name}` }));
      return { id, fields: prefixed };
    })
    .filter(({ fields }) => fields.length > 0);
  const bad = badFrames(frames.length, goodBytes, badBytes);
  return {
    format: { kind, frames: described },
    score: scoreOf(0.99, frames.length, bad),
    good: frames.length,
  };
}

/** Rows of numbers in Serial Studio's usual marks, with or without a checksum behind them. */
export function delimitedGuesses(head: Uint8Array): Guess[] {
  const { start } = COMMENT;
  if (indexOfWord(head, start, 0, head.length) > head.length - 2) return [];
  let best: Guess | undefined;
  // One that holds explains as many frames as none does, and the bytes behind them too.
  for (const check of [...LIKELY_CHECKSUMS, undefined]) {
    const guess = delimitedGuess(head, check?.spec ?? null);
    if (guess !== undefined && guess.score > (best?.score ?? 0)) best = guess;
  }
  return best === undefined ? [] : [best];
}

function delimitedGuess(head: Uint8Array, checksum: Checksum | null): Guess | undefined {
  const frame = { ...COMMENT, checksum, checksumPlace: 'afterEnd' } as const;
  const payload = { kind: 'text', format: 'csv', encoding: 'plain' } as const;
  const format: WireFormat = { kind: 'delimited', frame, payload };
  const { frames, goodBytes, badBytes } = framesIn(format, head);
  const rows = frames.filter((bytes) => ROW.test(text(bytes)));
  if (rows.length < MIN_FRAMES) return undefined;
  // Line ends between frames are no damage.
  const bad = badFrames(frames.length, goodBytes, Math.max(0, badBytes - 2 * frames.length));
  const score = scoreOf(0.97, rows.length, frames.length - rows.length + bad);
  return { format, score, good: rows.length };
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function bodiesOf(
  scanner: Scanner,
  frames: readonly Uint8Array[],
): { id: number; body: Uint8Array }[] {
  return frames.flatMap((frame) => {
    if (scanner.scan(frame, 0, frame.length) !== frame.length) return [];
    // The scanner's own bytes last until its next frame only.
    return [{ id: scanner.id, body: scanner.body.slice(scanner.bodyStart, scanner.bodyEnd) }];
  });
}
