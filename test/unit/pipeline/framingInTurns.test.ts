import assert from 'node:assert/strict';
import { detect } from '../../../src/decode/detect';
import type { FormatSetting } from '../../../src/decode/parseFormat';
import { Framing } from '../../../src/pipeline/framing';
import { fixtures } from '../decode/fixtures';

const SET: FormatSetting = { kind: 'csv' };

/** Framing whose questions and turns the test answers, and whose time is always up. */
class Bench {
  readonly framing: Framing;
  bytesIn = 0;
  bytesOut = 0;
  breaks = 0;
  /** What the listener was told, in its order. */
  readonly told: string[] = [];
  private readonly open: (() => void)[] = [];
  private timeMs = 0;

  constructor() {
    const listener = {
      onPiece: ({ bytes }: { bytes: Uint8Array }) => {
        this.bytesOut += bytes.length;
        this.told.push(Buffer.from(bytes).toString());
      },
      onRejection: ({ bytes }: { bytes: number }) => (this.bytesOut += bytes),
      onSkipped: (bytes: number) => (this.bytesOut += bytes),
      onFormat: ({ kind }: { kind: string }) => this.told.push(kind),
      onBreak: () => {
        this.breaks++;
        this.told.push('break');
      },
      onTurn: () => undefined,
    };
    this.framing = new Framing(
      { kind: 'auto' },
      1024,
      () => (this.timeMs += 1000),
      (bytes, done) => this.open.push(() => done(detect(bytes))),
      listener,
      undefined,
      (call) => this.open.push(call),
    );
    this.framing.beginStream(false);
  }

  get isBusy(): boolean {
    return this.open.length > 0;
  }

  push(bytes: Uint8Array): void {
    this.bytesIn += bytes.length;
    this.framing.push({ timeMs: 0, bytes: Uint8Array.from(bytes) });
    this.assertBytesAddUp();
  }

  /** Lets at most so many answers and turns pass. */
  turn(most = Infinity): void {
    for (let n = 0; n < most && this.isBusy; n++) {
      this.open.shift()?.();
      this.assertBytesAddUp();
    }
  }

  assertBytesAddUp(): void {
    assert.equal(this.bytesOut + this.framing.waitingBytes, this.bytesIn);
  }
}

describe('Framing, while it waits for detection', () => {
  for (const what of ['break', 'set', 'new link'] as const) {
    it(`loses no byte, and keeps the order, whenever this comes in between: ${what}`, () => {
      for (const { bytes } of fixtures()) {
        for (let turns = 0, isBusy = true; isBusy; turns++) {
          const bench = new Bench();
          bench.push(bytes);
          bench.turn(turns);
          ({ isBusy } = bench);
          if (what === 'set') bench.framing.setFormat(SET);
          else bench.framing.breakStream(1);
          if (what === 'new link') bench.framing.beginStream(true);
          bench.push(bytes);
          bench.turn();
          assert.equal(bench.breaks, what === 'set' ? 0 : 1);
          if (what === 'set') assert.equal(bench.framing.format?.kind, SET.kind);
        }
      }
    });
  }

  it('reads what came before a break in the format that is found only after it', () => {
    const bench = new Bench();
    bench.push(Buffer.from('{"a":1}\n{"a":2}\n'));
    bench.framing.breakStream(1);
    bench.push(Buffer.from('":0}\n{"a":3}\n'));
    assert.deepEqual(bench.told, ['detecting']);
    bench.turn();
    const expected = ['detecting', 'detected', '{"a":1}\n{"a":2}\n', 'break', '{"a":3}\n'];
    assert.deepEqual(bench.told, expected);
  });

  it('gives the thread free between the parts of a large chunk', () => {
    const bench = new Bench();
    bench.framing.setFormat({ kind: 'justFloat' });
    const frame = Buffer.from('0000803f0000807f', 'hex');
    bench.push(Buffer.concat(Array.from({ length: 10_000 }, () => frame)));
    assert.ok(bench.isBusy && bench.bytesOut > 0 && bench.bytesOut < bench.bytesIn / 2);
    bench.turn();
    assert.equal(bench.bytesOut, bench.bytesIn);
  });

  it('says nothing more once it is disposed, and keeps what waits counted', () => {
    const bench = new Bench();
    bench.push(Buffer.from('1,2\n3,4\n'));
    assert.ok(bench.isBusy);
    bench.framing.dispose();
    bench.turn();
    assert.deepEqual(bench.told, ['detecting']);
    assert.equal(bench.framing.waitingBytes, 8);
  });
});
