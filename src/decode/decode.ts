import type { DecodeJob, SampleBatch } from '../model';
import { FrameClock } from './clock';
import { CobsReader } from './cobsSchema';
import { Columns, type Samples } from './columns';
import type { CsvHeaders } from './csv';
import { Fields } from './fields';
import { FrameTable } from './frameTable';
import { grammarOf, isLineFormat, type LineFormat } from './grammars';
import { Ledger } from './ledger';
import { SLACK_BYTES } from './lineShape';
import { LineReader } from './lines';
import { isPlainSchema } from './plainSchema';
import { readFrames } from './readFrames';
import { Shapes } from './shapes';

const LF = 10;
/** Line formats whose shapes are remembered; a pool serves few at a time. */
const MAX_FORMATS = 16;

/** Decodes job after job and keeps its working memory between them, but nothing that changes what a job gives. */
export class Decoder {
  private readonly columns = new Columns();
  private readonly fields = new Fields();
  private readonly table = new FrameTable();
  /** By the format: lines that mean the same in every job of it. */
  private readonly shapes = new Map<string, Shapes>();
  private copy = Buffer.alloc(0);

  /**
   * Decodes all frames of a job. Never throws, whatever the bytes, but for a format that is a script; each byte is
   * accounted for once.
   * `spare`, the buffer of a batch nobody reads any more, is used for the new one when it fits.
   */
  decode(job: DecodeJob, spare?: ArrayBuffer): SampleBatch {
    const { buffer, byteOffset, byteLength } = job.bytes;
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    const ledger = new Ledger(bytes);
    const { samples, headers } = this.read(job, bytes, ledger, spare);
    return { ...samples, ...ledger.totals(), ...headers };
  }

  private read(
    { format, spans, ends }: DecodeJob,
    bytes: Buffer,
    ledger: Ledger,
    spare: ArrayBuffer | undefined,
  ): { samples: Samples; headers: CsvHeaders } {
    const { columns, fields, table } = this;
    const clock = new FrameClock(spans);
    if (format.kind === 'script') throw new Error('a decoder script runs in its own thread');
    if (format.kind === 'cobs' && format.checksum === undefined && isPlainSchema(format.fields)) {
      const reader = new CobsReader(format.fields, bytes, table, ledger, clock);
      return { samples: reader.read(spare), headers: {} };
    }
    columns.clear(spare);
    const headers = isLineFormat(format)
      ? this.readLines(format, bytes, ledger, clock)
      : readFrames({ format, bytes, ends, columns, fields, ledger, clock });
    return { samples: columns.finish(), headers };
  }

  private readLines(
    format: LineFormat,
    bytes: Buffer,
    ledger: Ledger,
    clock: FrameClock,
  ): CsvHeaders {
    const { columns, fields } = this;
    const grammar = grammarOf(format, columns);
    const shapes = this.shapesOf(format);
    shapes.begin();
    const ended = this.withSlack(bytes);
    new LineReader(ended, grammar, shapes, fields, columns, ledger, clock).read(bytes.length);
    return grammar.headers ?? {};
  }

  private shapesOf(format: LineFormat): Shapes {
    const key = JSON.stringify(format);
    let shapes = this.shapes.get(key);
    if (shapes === undefined) {
      if (this.shapes.size === MAX_FORMATS) this.shapes.clear();
      shapes = new Shapes();
      this.shapes.set(key, shapes);
    }
    return shapes;
  }

  /** The bytes, ended by an LF, with readable memory behind them; a copy where they are not so already. */
  private withSlack(bytes: Buffer): Buffer {
    const behind = bytes.buffer.byteLength - bytes.byteOffset - bytes.length;
    const ended = bytes.at(-1) === LF;
    if (ended && behind >= SLACK_BYTES) return bytes;
    const length = ended ? bytes.length : bytes.length + 1;
    if (this.copy.length < length + SLACK_BYTES) this.copy = Buffer.alloc(2 * length + SLACK_BYTES);
    this.copy.set(bytes);
    this.copy[length - 1] = LF;
    return this.copy.subarray(0, length);
  }
}

/** Decodes one job with a decoder of its own; see `Decoder`. */
export function decodeJob(job: DecodeJob): SampleBatch {
  return new Decoder().decode(job);
}
