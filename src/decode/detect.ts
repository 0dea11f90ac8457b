import type { DecodeJob, Detection, SampleBatch, SchemaField, WireFormat } from '../model';
import { cobsDecode } from './cobs';
import { crc16 } from './crc';
import { decodeJob } from './decode';

/** Enough to see past a boot banner; more would only delay the first curve. */
const MAX_BYTES = 4096;
const LF = 10;
const SURE = 0.5;
/** Of the lines from the first good one on, so many must be telemetry, else it is prose. */
const MIN_SHARE = 0.1;
const MIN_COBS_FRAMES = 2;
const MAX_COBS_PAYLOAD = 1024;

interface Guess {
  readonly format: WireFormat;
  readonly score: number;
}

/**
 * Guesses the format over the first bytes of a stream. One complete line of telemetry is enough;
 * noise, half lines and prose leave it unsure.
 */
export function detect(bytes: Uint8Array): Detection {
  const head = bytes.subarray(0, MAX_BYTES);
  const guesses = [...textGuesses(head), ...cobsGuesses(head)].sort((a, b) => b.score - a.score);
  const best = guesses.find((guess) => guess.score >= SURE);
  if (best === undefined) return { kind: 'unsure', why: whyUnsure(head) };
  const second = guesses.find((guess) => guess !== best && guess.score > 0);
  const runnerUp = second && { kind: second.format.kind, score: second.score };
  return { kind: 'sure', ...best, ...(runnerUp === undefined ? {} : { runnerUp }) };
}

function whyUnsure(head: Uint8Array): string {
  if (head.lastIndexOf(LF) < 0 && head.indexOf(0) < 0) return 'no complete frame yet';
  return 'no line or frame of a known format';
}

function textGuesses(head: Uint8Array): Guess[] {
  const bytes = head.subarray(0, head.lastIndexOf(LF) + 1);
  if (bytes.length === 0) return [];
  // In the order of WIRE_FORMATS 3.8; a lone number fits so much that it counts for less.
  return [
    guess({ kind: 'teleplot' }, bytes, () => 0.99),
    guess({ kind: 'keyValue' }, bytes, () => 0.98),
    guess({ kind: 'csv' }, bytes, (batch) => (batch.columns.length > 1 ? 0.96 : 0.7)),
  ];
}

function guess(
  format: WireFormat,
  bytes: Uint8Array,
  weight: (batch: SampleBatch) => number,
): Guess {
  const job: DecodeJob = { format, bytes, spans: Float64Array.of(bytes.length, 0, 1) };
  const batch = decodeJob(job);
  const good = batch.acceptedFrames;
  if (good === 0) return { format, score: 0 };
  // What was refused before the first good frame is the start of the stream, or a boot loader.
  const firstAfter = batch.rejections.findIndex((rejection) => rejection.goodBefore > 0);
  const listed = batch.rejections.length;
  const before = firstAfter < 0 ? (batch.goodAfter > 0 ? listed : 0) : firstAfter;
  const bad = batch.rejectedFrames - before;
  if (good < (good + bad + batch.logLines) * MIN_SHARE) return { format, score: 0 };
  const score = (weight(batch) * good) / (good + bad) - 0.1 / (good + 1);
  return { format, score: Math.max(0, Math.round(score * 100) / 100) };
}

function cobsGuesses(head: Uint8Array): Guess[] {
  const payloads = new Map<number, number>();
  const scratch = new Uint8Array(MAX_BYTES);
  let frames = 0;
  let start = 0;
  for (let end = head.indexOf(0); end >= 0; start = end + 1, end = head.indexOf(0, start)) {
    if (end === start) continue;
    const length = cobsDecode(head, start, end, scratch) - 2;
    // The first may be half a frame.
    if (start > 0) frames++;
    if (length <= 0 || crc16(scratch, 0, length) !== (scratch[length] | (scratch[length + 1] << 8)))
      continue;
    if (start === 0) frames++;
    payloads.set(length, (payloads.get(length) ?? 0) + 1);
  }
  const [length, good] = [...payloads].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
  if (good < MIN_COBS_FRAMES || length % 4 !== 0 || length > MAX_COBS_PAYLOAD) return [];
  const score = Math.round(((0.99 * good) / frames) * 100) / 100;
  return [{ format: { kind: 'cobs', fields: floatFields(length / 4) }, score }];
}

/** Without a schema: as many f32 as fit, named by position. */
function floatFields(count: number): SchemaField[] {
  return Array.from({ length: count }, (_, i) => ({ name: `value ${String(i + 1)}`, type: 'f32' }));
}
