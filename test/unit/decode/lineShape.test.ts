import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Decoder, decodeJob } from '../../../src/decode/decode';
import type { SampleBatch, WireFormat } from '../../../src/model';

/** Samples by channel, and what was counted. */
function summary(batches: readonly SampleBatch[]): unknown {
  const samples = new Map<string, { unit: string; values: number[]; stamps: number[] }>();
  for (const column of batches.flatMap((batch) => batch.columns)) {
    const key = `${column.name} ${String(column.position)} ${String(column.deviceTime)}`;
    const entry = samples.get(key) ?? { unit: column.unit, values: [], stamps: [] };
    entry.unit ||= column.unit;
    entry.values.push(...column.values);
    if (column.deviceTime) entry.stamps.push(...column.times);
    samples.set(key, entry);
  }
  const sum = (count: (batch: SampleBatch) => number): number =>
    batches.reduce((n, batch) => n + count(batch), 0);
  return {
    samples: [...samples].sort(([a], [b]) => (a < b ? -1 : 1)),
    good: sum((batch) => batch.acceptedFrames),
    log: sum((batch) => batch.logLines),
    acceptedBytes: sum((batch) => batch.acceptedBytes),
    nonFinite: sum((batch) => batch.nonFinite),
    rejected: batches.flatMap((batch) => batch.rejections.map((r) => `${r.cause} ${r.detail}`)),
  };
}

function decode(kind: 'keyValue' | 'csv' | 'teleplot', text: string): SampleBatch {
  const bytes = Buffer.from(text);
  const format: WireFormat = { kind };
  return decodeJob({ format, bytes, spans: Float64Array.of(bytes.length, 0, 1) });
}

const numbers = fc.constantFrom(
  ...['1', '-2.5', '0', '12.', '.5', '1e3', '1e999', 'nan', '1627551892437', '0.12345678901234567'],
  ...['', '1-2', '1.2.3', '--1', '5e', '12V', ' 7', '7 ', '  8', 'ERR', '+3', '0x1F', '1:2'],
);
const separators = fc.constantFrom(',', ', ', ';', ' ', '  ', '\t', ' ,');
const ends = fc.constantFrom('\n', '\r\n', ' \n', ' \r\n', ',\n');

/** Lines of few kinds, so that most are read by shape when decoded together. */
const keyValueLines = fc
  .tuple(numbers, separators, numbers, ends, fc.constantFrom(':', '=', ': '))
  .map(([a, separator, b, end, mark]) => `a${mark}${a}${separator}b[V]${mark}${b}${end}`);
const csvLines = fc
  .tuple(numbers, separators, numbers, ends)
  .map(([a, separator, b, end]) => `0${separator}${a}${separator}${b}${end}`);
const teleplotLines = fc
  .tuple(numbers, fc.constantFrom(':', ';', ',b:'), numbers, fc.constantFrom('', '§V', '|g'), ends)
  .map(([a, mark, b, suffix, end]) => `>a:${a}${mark}${b}${suffix}${end}`);

describe('LineShape', () => {
  const cases = [
    ['keyValue', keyValueLines],
    ['csv', csvLines],
    ['teleplot', teleplotLines],
  ] as const;

  for (const [kind, lines] of cases) {
    it(`reads ${kind} exactly as the grammar does line by line`, () => {
      fc.assert(
        fc.property(fc.array(lines, { minLength: 1, maxLength: 30 }), (stream) => {
          const together = decode(kind, stream.join(''));
          const oneByOne = stream.map((line) => decode(kind, line));
          assert.deepEqual(summary([together]), summary(oneByOne));
        }),
        { numRuns: 4000 },
      );
    });
  }

  for (const [kind, lines] of cases) {
    it(`gives what a new decoder gives, whatever ${kind} it has read before`, () => {
      const jobs = fc.array(fc.array(lines, { minLength: 1, maxLength: 6 }), { maxLength: 12 });
      fc.assert(
        fc.property(jobs, (texts) => {
          const decoder = new Decoder();
          for (const text of texts.map((parts) => parts.join(''))) {
            const bytes = Buffer.from(text);
            const spans = Float64Array.of(bytes.length, 0, 1);
            const batch = decoder.decode({ format: { kind }, bytes, spans });
            assert.deepEqual(batch, decode(kind, text));
          }
        }),
        { numRuns: 1000 },
      );
    });
  }

  it('learns the kinds of another device when it knows too many', () => {
    const decoder = new Decoder();
    for (let device = 0; device < 3; device++) {
      for (let n = 0; n < 200; n++) {
        const text = `d${device}c${n}:${n}\n`.repeat(3);
        const bytes = Buffer.from(text);
        const spans = Float64Array.of(bytes.length, 0, 1);
        const batch = decoder.decode({ format: { kind: 'keyValue' }, bytes, spans });
        assert.deepEqual(batch, decode('keyValue', text));
      }
    }
  });

  it('follows lines that take turns', () => {
    const text = Array.from({ length: 90 }, (_, i) => `>${'abc'[i % 3]}:${String(i)}\n`).join('');
    const { columns } = decode('teleplot', text);
    assert.deepEqual(
      columns.map((column) => [column.name, column.values.length, column.min, column.max]),
      [
        ['a', 30, 0, 87],
        ['b', 30, 1, 88],
        ['c', 30, 2, 89],
      ],
    );
  });

  it('reads numbers padded to a width', () => {
    const { columns } = decode('csv', '  1.5,  20\n 10.5, 200\n100.5,2000\n');
    assert.deepEqual([...columns[0].values], [1.5, 10.5, 100.5]);
    assert.deepEqual([...columns[1].values], [20, 200, 2000]);
  });
});
