import type { DecodeJob, SampleBatch } from '../model';
import { FrameClock } from './clock';
import { CobsReader } from './cobsSchema';
import { Columns } from './columns';
import { CsvGrammar, type CsvHeaders } from './csv';
import { Fields, type LineGrammar } from './fields';
import { KeyValueGrammar } from './keyValue';
import { Ledger } from './ledger';
import { SLACK_BYTES } from './lineShape';
import { LineReader } from './lines';
import { Shapes } from './shapes';
import { TeleplotGrammar } from './teleplot';

const LF = 10;

/** Decodes job after job and keeps its working memory between them, but nothing that changes what a job gives. */
export class Decoder {
  private readonly columns = new Columns();
  private readonly fields = new Fields();
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
    this.columns.clear(spare);
    const headers = this.read(job, bytes, ledger);
    return { ...this.columns.finish(), ...ledger.totals(), ...headers };
  }

  private read({ format, spans }: DecodeJob, bytes: Buffer, ledger: Ledger): CsvHeaders {
    const { columns, fields } = this;
    const clock = new FrameClock(spans);
    const lines = (grammar: LineGrammar, shapes: Shapes): void => {
      shapes.begin();
      const ended = this.withSlack(bytes);
      new LineReader(ended, grammar, shapes, fields, columns, ledger, clock).read(bytes.length);
    };
    switch (format.kind) {
      case 'keyValue':
        lines(new KeyValueGrammar(), this.shapes.keyValue);
        return {};
      case 'csv': {
        const csv = new CsvGrammar();
        lines(csv, this.shapes.csv);
        return csv.headers;
      }
      case 'teleplot':
        lines(new TeleplotGrammar(), this.shapes.teleplot);
        return {};
      case 'cobs':
        new CobsReader(format.fields, bytes, columns, ledger, clock).read();
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
