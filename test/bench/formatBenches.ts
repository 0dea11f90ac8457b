import { Decoder } from '../../src/decode/decode';
import { FORMAT_REFERENCES } from './formatReferences';
import { FORMAT_STREAMS } from './formatStreams';
import type { Bench } from './harness';
import { measureRate } from './rate';

type Row = keyof typeof FORMAT_STREAMS;

/** Every format beyond those of `decodeBenches`: one block as the pool gets it, beside the simplest correct reader. */
export function formatBenches(): Bench[] {
  return (Object.keys(FORMAT_STREAMS) as Row[]).map((row) => {
    return { names: [`decode.${row}`], run: () => [measure(row)] };
  });
}

function measure(row: Row) {
  const { format, bytes, samples, ...cut } = FORMAT_STREAMS[row]();
  const job = { format, bytes, spans: Float64Array.of(bytes.length, 0, 1), ...cut };
  const reference = FORMAT_REFERENCES[row];
  const plain = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const decoder = new Decoder();
  const first = decoder.decode(job);
  const found = reference(plain);
  if (first.samples !== samples || found.flat().length !== samples) {
    const counts = [first.samples, found.flat().length, samples].join(', ');
    throw new Error(`decode.${row}: decoder, reference and stream have ${counts} samples`);
  }
  first.columns.forEach(({ values, name }, i) => {
    const differs = values.findIndex((value, n) => value !== found[i][n]);
    if (differs >= 0) throw new Error(`decode.${row}: ${name} differs at ${String(differs)}`);
  });
  let spare: ArrayBuffer | undefined;
  return measureRate({
    name: `decode.${row}`,
    unit: 'samples/s',
    against: 'simplest reader',
    amount: samples,
    run: () => {
      const { buffer } = decoder.decode(job, spare).columns[0].values;
      spare = buffer instanceof ArrayBuffer ? buffer : undefined;
    },
    reference: () => reference(plain),
  });
}
