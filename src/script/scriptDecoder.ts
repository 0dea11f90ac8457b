import { FrameClock } from '../decode/clock';
import { Ledger } from '../decode/ledger';
import { delimiterOf } from '../frame/makeFramer';
import type { DecodeJob, SampleBatch } from '../model';
import { FrameOutput } from './frameOutput';
import type { DecodeFrame } from './loadScript';
import { problemOf, type ScriptProblem } from './problem';
import { ScriptColumns } from './scriptColumns';

const CR = 13;
const LF = 10;

/** Has a user's function decode job after job. What it throws refuses the frame and is reported. */
export class ScriptDecoder {
  constructor(
    private readonly script: { readonly decode: DecodeFrame; readonly source: string },
    private readonly file: string,
    private readonly onProblem: (problem: ScriptProblem) => void,
  ) {}

  /** Every byte of the job is accounted for once; never throws. */
  decode(job: DecodeJob): SampleBatch {
    const { format, ends, spans } = job;
    const { buffer, byteOffset, byteLength } = job.bytes;
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    const ledger = new Ledger(bytes);
    const columns = new ScriptColumns();
    const read = this.reader(bytes, ledger, columns, new FrameClock(spans));
    const delimiter = delimiterOf(format);
    let from = 0;
    for (let i = 0; from < bytes.length; i++) {
      const end = endOf(bytes, from, ends?.[i], delimiter);
      read(from, end, delimiter);
      from = end;
    }
    return { ...columns.finish(), ...ledger.totals() };
  }

  private reader(bytes: Buffer, ledger: Ledger, columns: ScriptColumns, clock: FrameClock) {
    const out = new FrameOutput(columns);
    return (from: number, end: number, delimiter: number | undefined): void => {
      const timeMs = clock.timeAt(end);
      const to = bodyEnd(bytes, from, end, delimiter);
      if (to === from) {
        ledger.blank(end - from);
        return;
      }
      const before = columns.mark();
      out.begin(timeMs);
      // A copy: a script may keep what it was given, or write into it.
      const failed = this.run(Uint8Array.prototype.slice.call(bytes, from, to), out);
      const { lines, reason } = out.end();
      const refusal = failed ?? reason;
      if (refusal !== undefined) {
        columns.cut(before);
        ledger.refuse({ cause: 'decode', detail: refusal }, from, end, timeMs);
        return;
      }
      if (columns.samples > before.samples) ledger.good(end - from, timeMs);
      else ledger.blank(end - from);
      for (const line of lines) {
        const text = Buffer.from(line);
        ledger.line(0, timeMs, text, 0, text.length);
      }
    };
  }

  /** What went wrong, in a line; undefined when nothing did. */
  private run(frame: Uint8Array, out: FrameOutput): string | undefined {
    try {
      this.script.decode(frame, out);
      return undefined;
    } catch (error) {
      const problem = problemOf(error, this.file, this.script.source);
      this.onProblem(problem);
      return `line ${problem.line}: ${problem.message}`;
    }
  }
}

function endOf(
  bytes: Buffer,
  from: number,
  cut: number | undefined,
  delimiter: number | undefined,
): number {
  if (cut !== undefined && cut > from) return Math.min(cut, bytes.length);
  if (delimiter === undefined) return bytes.length;
  return bytes.indexOf(delimiter, from) + 1 || bytes.length;
}

/** The end of a frame without its delimiter, and without the CR of a line. */
function bodyEnd(bytes: Buffer, from: number, end: number, delimiter: number | undefined): number {
  if (delimiter === undefined || bytes[end - 1] !== delimiter) return end;
  const to = end - 1;
  return delimiter === LF && to > from && bytes[to - 1] === CR ? to - 1 : to;
}
