import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { decodeJob } from '../../../src/decode/decode';
import { FORMAT_KINDS } from '../../../src/decode/parseFormat';
import { makeFramer } from '../../../src/frame/makeFramer';
import type { Column, SampleBatch } from '../../../src/model';
import { fixtures, type Fixture } from './fixtures';

function readableColumn(column: Column): unknown {
  const { name, unit, position, deviceTime, times, values, labels, isText, point } = column;
  return {
    name,
    unit,
    ...(position === undefined ? {} : { position }),
    ...(deviceTime ? { times: [...times] } : {}),
    ...(column.wrapMs === undefined ? {} : { wrapMs: column.wrapMs }),
    ...(column.sequenceWrap === undefined ? {} : { sequenceWrap: column.sequenceWrap }),
    ...(labels === undefined ? {} : { labels: Object.fromEntries(labels) }),
    ...(isText === undefined ? {} : { isText }),
    ...(point === undefined ? {} : { point: `${point.axis} of ${point.name}` }),
    ...(column.noPlot === undefined ? {} : { noPlot: true }),
    values: [...values],
  };
}

/** A batch as a reader would write it down; what is not finite shows as null. */
function readable(batch: SampleBatch): unknown {
  return {
    columns: batch.columns.map(readableColumn),
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

/** Through framer and decoder, as the pipeline does it; `framed` is what the framer had to say. */
function decodeFramed({ bytes, format }: Fixture): { batch: SampleBatch; framed: unknown } {
  const framer = makeFramer(format, { maxFrameBytes: 65_536, dropFirst: false });
  const { piece, rejections, skipped = [] } = framer.push({ timeMs: 1, bytes });
  assert.ok(piece !== undefined);
  const spans = Float64Array.of(piece.bytes.length, 0, piece.bytes.length);
  const job = { format, bytes: piece.bytes, spans, ...(piece.ends && { ends: piece.ends }) };
  const framed = {
    rejections: rejections.map((r) => `${r.cause}: ${r.detail} (${String(r.bytes)} bytes)`),
    skippedBytes: skipped.reduce((n, one) => n + one.bytes, 0),
    waitingBytes: framer.waitingBytes,
  };
  return { batch: decodeJob(job), framed };
}

describe('decodeJob, on recorded samples', () => {
  for (const fixture of fixtures()) {
    it(`decodes ${fixture.name} to the samples beside it`, () => {
      const { batch, framed } = decodeFramed(fixture);
      const actual: unknown = JSON.parse(
        JSON.stringify({ ...(readable(batch) as object), framed }),
      );
      if (process.env.TELEMETRYHUB_GOLDEN === 'write') {
        writeFileSync(fixture.expectedFile, `${JSON.stringify(actual, null, 2)}\n`);
      }
      assert.deepEqual(actual, JSON.parse(readFileSync(fixture.expectedFile, 'utf8')));
    });
  }

  it('has a sample of every format', () => {
    const kinds = new Set(fixtures().map(({ format }) => format.kind));
    // What a script decodes is the user's.
    const ours = FORMAT_KINDS.filter((kind) => kind !== 'script');
    assert.deepEqual([...kinds].sort(), ours.sort());
  });
});
