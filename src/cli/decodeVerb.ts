import { createReadStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Decoder } from '../decode/decode';
import type { DecodeJob, SampleBatch } from '../model';
import { loadScript } from '../script/loadScript';
import type { ScriptProblem } from '../script/problem';
import { ScriptDecoder } from '../script/scriptDecoder';
import { LINE_KINDS, type Detection, type WireFormat } from '../wireFormat';
import { chooseFormat, detectFormat } from './chooseFormat';
import { StreamDecoder, type Sample } from './streamDecoder';
import type { TextSink } from './textSink';

const USAGE = `Usage: decode [--format F] [--schema FILE] [FILE]

Decodes a recorded stream; without FILE, or with -, standard input.
  --format F     the format's name (teleplot, csv, cobs, ...), a JSON object as in settings, or the file of a decoder
                 script; else it is detected
  --schema FILE  JSON: the format, its options, or a list of fields
Samples go to standard output, one JSON object a line; what was rejected, and the format, to standard error.
`;

/** Detection looks at the first of these; a stream not recognised by the last is given up. */
const WINDOW_BYTES = 4096;
const MAX_HEAD_BYTES = 65_536;
/** What some editors put before the text of a file. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** What went wrong with the call itself, not with the stream. */
class UsageError extends Error {}

/** `decode [--format F] [--schema FILE] [FILE]`; the exit code: 0 = samples, 1 = none, 2 = a wrong call. */
export async function decodeVerb(
  args: readonly string[],
  out: TextSink,
  errors: TextSink,
): Promise<number> {
  try {
    return await run(args, out, errors);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    errors.write(`${error.message}\n`);
    return 2;
  } finally {
    await out.flush();
    await errors.flush();
  }
}

async function run(args: readonly string[], out: TextSink, errors: TextSink): Promise<number> {
  const { values, positionals } = parsed(args);
  if (values.help === true) {
    out.write(USAGE);
    return 0;
  }
  if (positionals.length > 1) throw new UsageError(`One FILE at a time.\n\n${USAGE}`);
  const schema = values.schema === undefined ? undefined : readSchema(values.schema);
  const chosen = chooseFormat(values.format, schema);
  if (!chosen.ok) throw new UsageError(chosen.message);
  const { format } = chosen;
  const chunks = open(positionals[0]);
  if (format.kind === 'auto') return detected(chunks, schema, out, errors);
  errors.write(`format: ${format.kind}\n`);
  return decodeAll(format, [], chunks, out, errors);
}

function parsed(args: readonly string[]): {
  values: { format?: string; schema?: string; help?: boolean };
  positionals: string[];
} {
  try {
    return parseArgs({
      args: [...args],
      options: {
        format: { type: 'string' },
        schema: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

/** Reads until the format is known, or too much has come. */
async function detected(
  chunks: AsyncIterator<Uint8Array>,
  schema: unknown,
  out: TextSink,
  errors: TextSink,
): Promise<number> {
  const held: Uint8Array[] = [];
  let head = Buffer.alloc(0);
  let from = 0;
  let why = 'no byte came';
  for (let done = false; !done && head.length < MAX_HEAD_BYTES;) {
    const next = await chunks.next();
    done = next.done === true;
    if (next.done !== true) {
      held.push(next.value);
      head = Buffer.concat([head, next.value]);
    }
    for (; from < head.length; from = windowAfter(head, from)) {
      const isLast = head.length <= from + WINDOW_BYTES;
      if (isLast && !done) break;
      const window = head.subarray(from, from + WINDOW_BYTES);
      // A last line that lacks only its end counts like the others.
      const found = detectFormat(isLast ? Buffer.concat([window, Buffer.of(10)]) : window, schema);
      if ('message' in found) throw new UsageError(found.message);
      if (found.kind === 'sure') {
        errors.write(`format: ${labelOf(found)}\n`);
        return decodeAll(found.format, held, chunks, out, errors);
      }
      why = found.why;
    }
  }
  errors.write(`format: not sure (${why}). Say which with --format.\n`);
  return 1;
}

function labelOf({ format, score, runnerUp }: Extract<Detection, { kind: 'sure' }>): string {
  const second =
    runnerUp === undefined ? '' : `; runner-up: ${runnerUp.kind} (${runnerUp.score.toFixed(2)})`;
  return `${format.kind}, detected (${score.toFixed(2)})${second}`;
}

/** Where the next window begins: behind the last line end of this one, so that no line is halved. */
function windowAfter(head: Buffer, from: number): number {
  const end = Math.min(head.length, from + WINDOW_BYTES);
  const lf = head.lastIndexOf(10, end - 1);
  return lf > from ? lf + 1 : end;
}

async function decodeAll(
  format: WireFormat,
  held: readonly Uint8Array[],
  chunks: AsyncIterator<Uint8Array>,
  out: TextSink,
  errors: TextSink,
): Promise<number> {
  const decode = await decoderOf(format, errors);
  let skipped = 0;
  const decoder = new StreamDecoder(format, decode, {
    onSample: (sample) => out.write(`${sampleText(sample)}\n`),
    onTrouble: (offset, text) => errors.write(`@${String(offset + skipped)} ${text}\n`),
  });
  let isFirst = true;
  const push = (chunk: Uint8Array) => {
    if (isFirst && isLines(format) && BYTE_ORDER_MARK.every((byte, i) => chunk[i] === byte)) {
      skipped = BYTE_ORDER_MARK.length;
    }
    decoder.push(isFirst ? chunk.subarray(skipped) : chunk);
    isFirst = false;
  };
  for (const chunk of held) push(chunk);
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    push(next.value);
    await out.drained();
    await errors.drained();
  }
  decoder.end();
  const { samples, frames, rejected, logLines, framesMissing } = decoder;
  const missing =
    framesMissing === 0 ? '' : `, ${String(framesMissing)} missing by their sequence numbers`;
  errors.write(
    `${String(samples)} samples in ${String(frames)} frames, ${String(rejected)} rejected, ` +
      `${String(logLines)} log lines${missing}\n`,
  );
  return samples > 0 ? 0 : 1;
}

function isLines({ kind }: WireFormat): boolean {
  return LINE_KINDS.some((one) => one === kind);
}

/** A sample as JSON, which has a negative zero even if `JSON.stringify` writes none. */
function sampleText(sample: Sample): string {
  const text = JSON.stringify(sample);
  return Object.is(sample.value, -0) ? text.replace('"value":0', '"value":-0') : text;
}

/** What decodes frames of the format. A script runs on this thread: whoever calls has chosen it, and waits for it. */
async function decoderOf(
  format: WireFormat,
  errors: TextSink,
): Promise<(job: DecodeJob) => SampleBatch> {
  if (format.kind !== 'script') {
    const decoder = new Decoder();
    return (job) => decoder.decode(job);
  }
  const file = resolved(format.path);
  // What TypeScript is stripped with is called experimental, among what was rejected.
  process.removeAllListeners('warning');
  const loaded = await loadScript(file);
  const placed = ({ file: at, line, message }: ScriptProblem) =>
    `${at}:${String(line)}: ${message}`;
  if (!loaded.ok) throw new UsageError(placed(loaded.problem));
  const decoder = new ScriptDecoder(loaded, file, (problem) => {
    errors.write(`${placed(problem)}\n`);
  });
  return (job) => decoder.decode(job);
}

function readSchema(file: string): unknown {
  try {
    return JSON.parse(readFileSync(resolved(file), 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`Could not read the schema ${file}: ${why}`);
  }
}

async function* open(file: string | undefined): AsyncGenerator<Uint8Array> {
  const stream =
    file === undefined || file === '-' ? process.stdin : createReadStream(resolved(file));
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`Could not read ${file ?? 'standard input'}: ${why}`);
  }
}

/** npm starts scripts in the package; files are meant from where the user is. */
function resolved(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
}
