import { Decoder } from '../../src/decode/decode';
import type { SampleBatch, SchemaField, WireFormat } from '../../src/model';
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

const floats: readonly SchemaField[] = Array.from({ length: 8 }, (_, i) => ({
  name: `value ${String(i + 1)}`,
  type: 'f32',
}));

interface DecodeRow {
  readonly name: string;
  readonly format: WireFormat;
  readonly stream: BenchStream;
  readonly reference: (bytes: Uint8Array) => unknown;
  readonly against?: string;
  /** True: each batch gets new memory, which the kernel has to clear page by page. */
  readonly fresh?: boolean;
}

function row({ name, format, stream, reference, against, fresh = false }: DecodeRow): BenchRow {
  const { bytes, samples } = stream;
  const job = { format, bytes, spans: Float64Array.of(bytes.length, 0, 1) };
  const decoder = new Decoder();
  const first = decoder.decode(job);
  if (first.samples !== samples) throw new Error(`${name}: ${String(first.samples)} samples`);
  let spare = bufferOf(first);
  return {
    name,
    unit: 'samples/s',
    against: against ?? 'split + parseFloat',
    amount: samples,
    clock: 'cpu',
    run: () => {
      spare = bufferOf(decoder.decode(job, fresh ? undefined : spare));
    },
    reference: () => reference(bytes),
  };
}

function bufferOf(batch: SampleBatch): ArrayBuffer | undefined {
  const buffer = batch.columns[0].values.buffer;
  return buffer instanceof ArrayBuffer ? buffer : undefined;
}

/** Bytes of one block to typed columns, on one thread, whole batches as the pool makes them. */
export function decodeRows(): BenchRow[] {
  const csv: WireFormat = { kind: 'csv' };
  const csvRow = { format: csv, reference: csvReference };
  return [
    row({ ...csvRow, name: 'decode.csv8', stream: csvStream(4) }),
    row({ ...csvRow, name: 'decode.csv8.fresh', stream: csvStream(4), fresh: true }),
    row({ ...csvRow, name: 'decode.csv8.stamp13', stream: stampedCsvStream() }),
    row({ ...csvRow, name: 'decode.csv8.digits14', stream: csvStream(14) }),
    row({
      name: 'decode.teleplot',
      format: { kind: 'teleplot' },
      stream: teleplotStream(),
      reference: teleplotReference,
    }),
    row({
      name: 'decode.keyvalue',
      format: { kind: 'keyValue' },
      stream: keyValueStream(),
      reference: keyValueReference,
    }),
    row({
      name: 'decode.cobs8',
      format: { kind: 'cobs', fields: floats },
      stream: cobsStream(),
      reference: cobsReference,
      against: 'hand-inlined loop',
    }),
  ];
}
