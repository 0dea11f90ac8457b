import type { DecodeJob, SampleBatch } from '../model';
import { FrameClock } from './clock';
import { CobsReader } from './cobsSchema';
import { Columns } from './columns';
import { CsvGrammar } from './csv';
import type { LineGrammar } from './fields';
import { KeyValueGrammar } from './keyValue';
import { Ledger } from './ledger';
import { LineReader } from './lines';
import { TeleplotGrammar } from './teleplot';

const LF = 10;

/** Decodes all frames of a job. Never throws, whatever the bytes; each byte is accounted for once. */
export function decodeJob(job: DecodeJob): SampleBatch {
  const { buffer, byteOffset, byteLength } = job.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  const columns = new Columns();
  const ledger = new Ledger(bytes);
  const clock = new FrameClock(job.spans);
  const { format } = job;
  const lines = (grammar: LineGrammar): void => {
    const ended = bytes.at(-1) === LF ? bytes : Buffer.concat([bytes, Buffer.of(LF)]);
    new LineReader(ended, grammar, columns, ledger, clock).read(bytes.length);
  };
  let headers = {};
  switch (format.kind) {
    case 'keyValue':
      lines(new KeyValueGrammar());
      break;
    case 'csv': {
      const csv = new CsvGrammar();
      lines(csv);
      headers = csv.headers;
      break;
    }
    case 'teleplot':
      lines(new TeleplotGrammar());
      break;
    case 'cobs':
      new CobsReader(format.fields, bytes, columns, ledger, clock).read();
      break;
    default:
      format satisfies never;
  }
  return { ...columns.finish(), ...ledger.totals(), ...headers };
}
