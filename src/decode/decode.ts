import type { DecodeJob, SampleBatch } from '../model';
import { FrameClock } from './clock';
import { CobsReader, isPlainSchema } from './cobsSchema';
import { Columns } from './columns';
import type { CsvHeaders } from './csv';
import { Fields, type LineGrammar } from './fields';
import { grammarOf, isLineFormat } from './grammars';
import { Ledger } from './ledger';
import { LineReader } from './lines';
import { readFrames } from './readFrames';

const LF = 10;

/** Decodes job after job and keeps its working memory between them, but no history. */
export class Decoder {
  private readonly columns = new Columns();
  private readonly fields = new Fields();

  /**
   * Decodes all frames of a job. Never throws, whatever the bytes, but for a format that is a script; each byte is
   * accounted for once.
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

  private read({ format, spans, ends }: DecodeJob, bytes: Buffer, ledger: Ledger): CsvHeaders {
    const { columns, fields } = this;
    const clock = new FrameClock(spans);
    const lines = (grammar: LineGrammar): void => {
      const ended = bytes.at(-1) === LF ? bytes : Buffer.concat([bytes, Buffer.of(LF)]);
      new LineReader(ended, grammar, fields, columns, ledger, clock).read(bytes.length);
    };
    if (isLineFormat(format)) {
      const grammar = grammarOf(format, columns);
      lines(grammar);
      return grammar.headers ?? {};
    }
    if (format.kind === 'script') throw new Error('a decoder script runs in its own thread');
    if (format.kind === 'cobs' && format.checksum === undefined && isPlainSchema(format.fields)) {
      new CobsReader(format.fields, bytes, columns, ledger, clock).read();
      return {};
    }
    return readFrames({ format, bytes, ends, columns, fields, ledger, clock });
  }
}

/** Decodes one job with a decoder of its own; see `Decoder`. */
export function decodeJob(job: DecodeJob): SampleBatch {
  return new Decoder().decode(job);
}
