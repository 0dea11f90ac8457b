import { Decoder } from '../../src/decode/decode';
import type { SampleBatch, WireFormat } from '../../src/model';
import { WIRE_FORMATS } from './formats';
import type { Bench, Goal } from './harness';
import { measureRate } from './rate';
import { cobsReference, csvReference, keyValueReference, teleplotReference } from './references';
import {
  cobsStream,
  csvStream,
  keyValueStream,
  stampedCsvStream,
  teleplotStream,
  type BenchStream,
} from './streams';

interface DecodeRow {
  readonly name: string;
  readonly format: WireFormat;
  readonly stream: () => BenchStream;
  readonly reference: (bytes: Uint8Array) => unknown;
  readonly against?: string;
  readonly goal?: Goal;
  /** True: each batch gets new memory, which the kernel has to clear page by page. */
  readonly fresh?: boolean;
}

function bench({ name, format, stream, reference, against, goal, fresh }: DecodeRow): Bench {
  const run = () => {
    const { bytes, samples } = stream();
    const job = { format, bytes, spans: Float64Array.of(bytes.length, 0, 1) };
    const decoder = new Decoder();
    const first = decoder.decode(job);
    if (first.samples !== samples) throw new Error(`${name}: ${String(first.samples)} samples`);
    let spare = bufferOf(first);
    const figure = measureRate({
      name,
      unit: 'samples/s',
      against: against ?? 'split + parseFloat',
      amount: samples,
      run: () => {
        spare = bufferOf(decoder.decode(job, fresh ? undefined : spare));
      },
      reference: () => reference(bytes),
      ...(goal === undefined ? {} : { goal }),
    });
    return [figure];
  };
  return { names: [name], run };
}

function bufferOf(batch: SampleBatch): ArrayBuffer | undefined {
  const buffer = batch.columns[0].values.buffer;
  return buffer instanceof ArrayBuffer ? buffer : undefined;
}

/** Bytes of one block to typed columns, on one thread, whole batches as the pool makes them. */
export function decodeBenches(): Bench[] {
  const csv: WireFormat = { kind: 'csv' };
  const csvRow = { format: csv, reference: csvReference };
  const ratio = (atLeast: number): Goal => ({ of: 'ratio', atLeast });
  return [
    { ...csvRow, name: 'decode.csv8', stream: () => csvStream(4), goal: ratio(3.5) },
    { ...csvRow, name: 'decode.csv8.fresh', stream: () => csvStream(4), fresh: true },
    { ...csvRow, name: 'decode.csv8.stamp13', stream: stampedCsvStream, goal: ratio(3.5) },
    { ...csvRow, name: 'decode.csv8.digits14', stream: () => csvStream(14), goal: ratio(1) },
    {
      name: 'decode.teleplot',
      format: { kind: 'teleplot' } as const,
      stream: teleplotStream,
      reference: teleplotReference,
      goal: { of: 'median', atLeast: 14e6 } as const,
    },
    {
      name: 'decode.keyvalue',
      format: { kind: 'keyValue' } as const,
      stream: keyValueStream,
      reference: keyValueReference,
    },
    {
      name: 'decode.cobs8',
      format: WIRE_FORMATS.cobs,
      stream: cobsStream,
      reference: cobsReference(),
      against: 'hand-inlined loop',
      goal: ratio(0.8),
    },
  ].map(bench);
}
