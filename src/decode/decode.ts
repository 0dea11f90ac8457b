import type { DecodeJob, SampleBatch, WireFormat } from '../model';
import { FrameClock } from './clock';
import { CobsReader } from './cobsSchema';
import { Columns } from './columns';
import { CsvGrammar, type CsvHeaders } from './csv';
import { Fields, type LineGrammar } from './fields';
import { FrameTable } from './frameTable';
import { KeyValueGrammar } from './keyValue';
import { Ledger } from './ledger';
import { SLACK_BYTES } from './lineShape';
import { LineReader } from './lines';
import { Shapes } from './shapes';
import { TeleplotGrammar } from './teleplot';

const LF = 10;

type LineFormat = Exclude<WireFormat, { kind: 'cobs' }>;

/** Decodes job after job and keeps its working memory between them, but nothing that changes what a job gives. */
export class Decoder {
  private readonly columns = new Columns();
  private readonly fields = new Fields();
  private readonly table = new FrameTable();
  /** Lines that mean the same in every job. */
  private readonly shapes = { keyValue: new Shapes(), csv: new Shapes(), teleplot: new Shapes() };
  private copy = Buffer.alloc(0);

  /**
   * Decodes all frames of a job. Never throws, whatever the bytes; each is accounted for once.
   * `spare`, the buffer of a batch nobody reads any more, is used for the new one when it fits.
   */
  decode(job: DecodeJob, spare?: ArrayBuffer): SampleBatch {
    const { buffer, byteOffset, byteLength } = job.bytes;
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    const ledger = new Ledger(bytes);
    const { format, spans } = job;
    if (format.kind === 'cobs') {
      const clock = new FrameClock(spans);
      const samples = new CobsReader(format.fields, bytes, this.table, ledger, clock).read(spare);
      return { ...samples, ...ledger.totals() };
    }
    this.columns.clear(spare);
    const headers = this.readLines(format, spans, bytes, ledger);
    return { ...this.columns.finish(), ...ledger.totals(), ...headers };
  }

  private readLines(
    format: LineFormat,
    spans: Float64Array,
    bytes: Buffer,
    ledger: Ledger,
  ): CsvHeaders {
    const { columns, fields, shapes } = this;
    const clock = new FrameClock(spans);
    const ended = this.withSlack(bytes);
    const read = (grammar: LineGrammar, known: Shapes): void => {
      known.begin();
      new LineReader(ended, grammar, known, fields, columns, ledger, clock).read(bytes.length);
    };
    switch (format.kind) {
      case 'keyValue':
        read(new KeyValueGrammar(), shapes.keyValue);
        return {};
      case 'csv': {
        const csv = new CsvGrammar();
        read(csv, shapes.csv);
        return csv.headers;
      }
      case 'teleplot':
        read(new TeleplotGrammar(), shapes.teleplot);
        return {};
      default:
        return format satisfies never;
    }
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
