import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeJob } from '../../../src/decode/decode';
import type { SampleBatch, WireFormat } from '../../../src/model';

const FOLDER = path.join('test', 'fixtures', 'frames');

const FORMATS: Record<string, WireFormat> = {
  keyValue: { kind: 'keyValue' },
  csv: { kind: 'csv' },
  teleplot: { kind: 'teleplot' },
  cobs: {
    kind: 'cobs',
    fields: [
      { name: 'seq', type: 'u16' },
      { name: 'temp', type: 'f32', unit: 'degC' },
      { name: 'current', type: 'i16', unit: 'mA', scale: 0.5, offset: 10 },
    ],
  },
};

/** A batch as a reader would write it down; what is not finite shows as null. */
function readable(batch: SampleBatch): unknown {
  return {
    columns: batch.columns.map((column) => ({
      name: column.name,
      unit: column.unit,
      ...(column.position === undefined ? {} : { position: column.position }),
      ...(column.deviceTime ? { times: [...column.times] } : {}),
      values: [...column.values],
    })),
    acceptedFrames: batch.acceptedFrames,
    nonFinite: batch.nonFinite,
    log: batch.log.map((line) => line.text),
    rejections: batch.rejections.map(
      (r) => `${r.cause}: ${r.detail} (after ${String(r.goodBefore)})`,
    ),
    goodAfter: batch.goodAfter,
    ...(batch.header === undefined ? {} : { header: batch.header }),
    ...(batch.pendingHeader === undefined ? {} : { pendingHeader: batch.pendingHeader }),
  };
}

function decodeFixture(file: string): SampleBatch {
  const raw = readFileSync(path.join(FOLDER, file));
  const bytes = file.includes('.hex.')
    ? Buffer.from(raw.toString().replace(/\s/g, ''), 'hex')
    : raw;
  const format = FORMATS[file.split('.')[0]];
  return decodeJob({ format, bytes, spans: Float64Array.of(bytes.length, 0, 1) });
}

describe('decodeJob, on recorded samples', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.txt'));

  for (const file of files) {
    it(`decodes ${file} to the samples beside it`, () => {
      const expected: unknown = JSON.parse(
        readFileSync(path.join(FOLDER, file.replace(/\.txt$/, '.json')), 'utf8'),
      );
      const actual: unknown = JSON.parse(JSON.stringify(readable(decodeFixture(file))));
      assert.deepEqual(actual, expected);
    });
  }

  it('finds a sample of every format', () => {
    const kinds = new Set(files.map((file) => file.split('.')[0]));
    assert.deepEqual([...kinds].sort(), Object.keys(FORMATS).sort());
  });
});
