import { decodeJob } from '../../src/decode/decode';
import type { SchemaField, WireFormat } from '../../src/model';
import type { BenchRow } from './harness';
import { cobsReference, csvReference, keyValueReference, teleplotReference } from './references';
import {
  cobsStream,
  csvStream,
  keyValueStream,
  stampedCsvStream,
  teleplotStream,
  type BenchStream,
} from './streams';

const SPLIT = 'split + parseFloat';
const floats: readonly SchemaField[] = Array.from({ length: 8 }, (_, i) => ({
  name: `value ${String(i + 1)}`,
  type: 'f32',
}));

function row(
  name: string,
  format: WireFormat,
  { bytes, samples }: BenchStream,
  reference: (bytes: Uint8Array) => unknown,
  against = SPLIT,
): BenchRow {
  const spans = Float64Array.of(bytes.length, 0, 1);
  const found = decodeJob({ format, bytes, spans }).samples;
  if (found !== samples) throw new Error(`${name}: ${String(found)} of ${String(samples)} samples`);
  return {
    name,
    unit: 'samples/s',
    against,
    amount: samples,
    run: () => decodeJob({ format, bytes, spans }),
    reference: () => reference(bytes),
  };
}

/** Bytes of one block to typed columns, on one thread, whole batches as the pool makes them. */
export function decodeRows(): BenchRow[] {
  const csv: WireFormat = { kind: 'csv' };
  return [
    row('decode.csv8', csv, csvStream(4), csvReference),
    row('decode.csv8.stamp13', csv, stampedCsvStream(), csvReference),
    row('decode.csv8.digits14', csv, csvStream(14), csvReference),
    row('decode.teleplot', { kind: 'teleplot' }, teleplotStream(), teleplotReference),
    row('decode.keyvalue', { kind: 'keyValue' }, keyValueStream(), keyValueReference),
    row(
      'decode.cobs8',
      { kind: 'cobs', fields: floats },
      cobsStream(),
      cobsReference,
      'hand-inlined loop',
    ),
  ];
}
