import assert from 'node:assert/strict';
import { detect } from '../../../src/decode/detect';
import type { FormatSetting } from '../../../src/decode/parseFormat';
import type { FormatState } from '../../../src/model';
import { Framing } from '../../../src/pipeline/framing';
import type { Detect } from '../../../src/pipeline/inTurns';
import { cobsFrame } from '../frame/encode';
import { formatLabel } from './formatLabel';

const COBS = { kind: 'cobs', checksum: null, fields: [{ name: 'a', type: 'u16' }] } as const;

/** Framing whose pieces and states are kept. */
class Bench {
  readonly states: FormatState[] = [];
  readonly framing: Framing;
  bytesOut = 0;
  text = '';

  constructor(format: FormatSetting) {
    const detectNow: Detect = (bytes, done) => done(detect(bytes));
    this.framing = new Framing(format, 1024, () => 0, detectNow, {
      onPiece: ({ bytes }) => {
        this.bytesOut += bytes.length;
        this.text += Buffer.from(bytes).toString();
      },
      onRejection: ({ bytes }) => (this.bytesOut += bytes),
      onSkipped: (bytes) => (this.bytesOut += bytes),
      onFormat: (state) => this.states.push(state),
      onBreak: () => undefined,
      onTurn: () => undefined,
    });
    this.framing.beginStream(false);
  }

  push(bytes: Uint8Array | string): void {
    this.framing.push({ timeMs: 0, bytes: Uint8Array.from(Buffer.from(bytes)) });
  }

  get labels(): string[] {
    return this.states.map(formatLabel).map((label) => label.replace(/ \(.*/, ''));
  }
}

describe('Framing', () => {
  it('says what it detects, with the runner-up', () => {
    const bench = new Bench({ kind: 'auto' });
    bench.push('1,2\n3,4\n5,6\n');
    assert.deepEqual(bench.labels, ['detecting', 'csv, detected']);
    const state = bench.states[1];
    assert.ok(state.kind === 'detected' && state.runnerUp !== undefined);
    assert.ok(state.score > state.runnerUp.score);
  });

  it('keeps what is pinned, whatever comes', () => {
    const bench = new Bench({ kind: 'auto' });
    bench.push('a:1\n');
    bench.framing.setFormat({ kind: 'keyValue' });
    for (let i = 0; i < 600; i++) bench.push('{"b":2}\n');
    assert.deepEqual(bench.labels, ['detecting', 'keyValue, detected', 'keyValue']);
  });

  it('detects again when it is no longer pinned, by what came last', () => {
    const bench = new Bench({ kind: 'keyValue' });
    bench.push('{"b":2}\n{"b":3}\n');
    bench.framing.setFormat({ kind: 'auto' });
    assert.deepEqual(bench.labels, ['keyValue', 'json, detected']);
    assert.equal(bench.framing.format?.kind, 'json');
  });

  it('goes on in the former format where nothing fits, and says that it does not know', () => {
    const bench = new Bench({ kind: 'csv' });
    bench.push('hello world\n');
    bench.framing.setFormat({ kind: 'auto' });
    assert.deepEqual(bench.labels, ['csv', 'not recognised']);
    assert.equal(bench.framing.format?.kind, 'csv');
    bench.push('{"b":2}\n{"b":3}\n');
    assert.equal(bench.labels.at(-1), 'json, detected');
  });

  it('loses no byte when the format is changed while detection holds some, or a frame is not whole', () => {
    const bench = new Bench({ kind: 'auto' });
    const frame = cobsFrame(Buffer.of(1, 2), null);
    bench.push(frame.subarray(0, 2));
    bench.framing.setFormat(COBS);
    bench.push(frame.subarray(2));
    bench.push(frame.subarray(0, 3));
    bench.framing.setFormat({ kind: 'csv' });
    bench.push('1,2\n3,4\n');
    assert.equal(bench.bytesOut + bench.framing.waitingBytes, frame.length + 3 + 8);
    assert.equal(bench.text.endsWith('3,4\n'), true);
  });

  it('keeps the last 4 KiB that came', () => {
    const bench = new Bench({ kind: 'csv' });
    bench.push('x'.repeat(5000));
    bench.push('1,2\n');
    const { recentBytes } = bench.framing;
    assert.equal(recentBytes.length, 4096);
    assert.equal(Buffer.from(recentBytes.subarray(-6)).toString(), 'xx1,2\n');
  });
});
