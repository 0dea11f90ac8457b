import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import fc from 'fast-check';
import { decodeDropped, RecordReader } from '../../../../src/transport/records';
import { OutputBuffer, RECORD_COST_BYTES } from '../../../../src/transport/source/outputBuffer';

/** A pipe that takes one write and then none until it is let go. */
class HeldPipe extends Writable {
  readonly items: string[] = [];
  bytes = 0;
  dropped = 0;
  writes = 0;
  private held: (() => void) | undefined;
  private readonly reader = new RecordReader((kind, _timeMs, payload) => {
    if (kind === 'data') this.bytes += payload.length;
    if (kind === 'dropped') this.dropped += decodeDropped(payload);
    const text =
      kind === 'dropped' ? `-${decodeDropped(payload)}` : Buffer.from(payload).toString();
    this.items.push(text);
  });

  constructor(private open: boolean) {
    super({ highWaterMark: 1 });
  }

  override _write(block: Buffer, _encoding: string, done: () => void): void {
    this.writes += 1;
    this.reader.push(block);
    if (this.open) done();
    else this.held = done;
  }

  /** Takes all that comes, from here on. */
  async release(): Promise<void> {
    this.open = true;
    this.held?.();
    this.held = undefined;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** So long a time between any two looks at the clock that nothing is ever gathered. */
function slowClock(): () => number {
  let nowMs = 0;
  return () => (nowMs += 1000);
}

/** Fills the pipe so that what follows stays in the buffer. */
function fillPipe(buffer: OutputBuffer): number {
  const bytes = new Uint8Array(64 * 1024).fill(0x2e);
  buffer.pushData(0, bytes);
  return bytes.length;
}

const records = (count: number, bytes: number): number => count * (bytes + RECORD_COST_BYTES);

describe('output buffer', () => {
  it('passes on everything in order while the pipe takes it', async () => {
    const pipe = new HeldPipe(true);
    const buffer = new OutputBuffer(pipe, records(2, 1), slowClock());
    for (const text of ['a', 'b', 'c', 'd']) buffer.pushData(1, Buffer.from(text));
    await pipe.release();
    assert.deepEqual(pipe.items, ['a', 'b', 'c', 'd']);
    assert.equal(buffer.waitingBytes, 0);
  });

  it('lets the pieces of a line go at once, and gathers what goes on like that', async () => {
    const pipe = new HeldPipe(true);
    const buffer = new OutputBuffer(pipe, 1 << 20, () => 5);
    const pieces = ['a', 'b', 'c', 'd'];
    for (const text of pieces) {
      buffer.pushData(1, Buffer.from(text));
      await pipe.release();
    }
    assert.deepEqual(pipe.items, pieces);
    for (const text of ['e', 'f']) buffer.pushData(1, Buffer.from(text));
    await pipe.release();
    assert.deepEqual(pipe.items, pieces);
    buffer.pushEvent(1, 'an event');
    await pipe.release();
    assert.deepEqual(pipe.items, [...pieces, 'e', 'f', '"an event"']);
  });

  it('writes what it has gathered without being asked, all of it at once', async () => {
    const pipe = new HeldPipe(true);
    let nowMs = 5;
    const buffer = new OutputBuffer(pipe, 1 << 20, () => nowMs);
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      buffer.pushData(1, Buffer.from(text));
      await pipe.release();
    }
    assert.equal(pipe.writes, 4);
    nowMs = 9;
    while (pipe.items.length < 7) await new Promise((resolve) => setTimeout(resolve, 1));
    assert.equal(pipe.writes, 5);
  });

  it('writes full blocks at once, and lets what follows wait no longer for that', async () => {
    const pipe = new HeldPipe(true);
    let nowMs = 5;
    const buffer = new OutputBuffer(pipe, 1 << 20, () => nowMs);
    let sent = 0;
    for (let i = 0; i < 10; i++) {
      sent += fillPipe(buffer);
      await pipe.release();
    }
    assert.equal(pipe.bytes, sent);
    buffer.pushData(1, Buffer.from('a'));
    await pipe.release();
    assert.equal(pipe.bytes, sent);
    nowMs = 13;
    while (pipe.bytes === sent) await new Promise((resolve) => setTimeout(resolve, 1));
    assert.equal(pipe.bytes, sent + 1);
  });

  it('lets more of a fast stream gather than of a slow one', async () => {
    const writesOf = async (bytesPerMs: number) => {
      const pipe = new HeldPipe(true);
      let nowMs = 0;
      const buffer = new OutputBuffer(pipe, 1 << 20, () => nowMs);
      for (; nowMs < 400; nowMs++) {
        buffer.pushData(nowMs, new Uint8Array(bytesPerMs));
        await pipe.release();
      }
      return pipe.writes;
    };
    const [slow, fast] = [await writesOf(500), await writesOf(5000)];
    // Some run ahead at first.
    assert.ok(slow >= 100 && slow <= 105, `${slow} writes in 400 ms`);
    assert.ok(fast >= 50 && fast <= 55, `${fast} writes in 400 ms`);
  });

  it('drops the oldest when full, and says how much in its place', async () => {
    const pipe = new HeldPipe(false);
    const buffer = new OutputBuffer(pipe, 1 << 20, slowClock());
    fillPipe(buffer);
    buffer.setCapacity(records(3, 2));
    for (const text of ['aa', 'bb', 'cc', 'dd', 'ee']) buffer.pushData(1, Buffer.from(text));
    assert.equal(buffer.waitingBytes, 6);
    await pipe.release();
    assert.deepEqual(pipe.items.slice(1), ['-4', 'cc', 'dd', 'ee']);
  });

  it('keeps events, and each gap at its side of them', async () => {
    const pipe = new HeldPipe(false);
    const buffer = new OutputBuffer(pipe, 1 << 20, slowClock());
    fillPipe(buffer);
    buffer.setCapacity(records(1, 2));
    buffer.pushData(1, Buffer.from('aa'));
    buffer.pushEvent(1, 'first');
    buffer.pushData(1, Buffer.from('bb'));
    buffer.pushData(1, Buffer.from('cc'));
    buffer.pushEvent(1, 'second');
    await pipe.release();
    assert.deepEqual(pipe.items.slice(1), ['-2', '"first"', '-2', 'cc', '"second"']);
  });

  it('drops a chunk that is larger than the whole buffer', async () => {
    const pipe = new HeldPipe(false);
    const buffer = new OutputBuffer(pipe, 1 << 20, slowClock());
    fillPipe(buffer);
    buffer.setCapacity(10);
    buffer.pushData(1, new Uint8Array(11));
    await pipe.release();
    assert.deepEqual(pipe.items.slice(1), ['-11']);
  });

  it('bounds tiny chunks by what they cost, not by their bytes alone', () => {
    const buffer = new OutputBuffer(new HeldPipe(false), 1 << 20, slowClock());
    fillPipe(buffer);
    for (let i = 0; i < 100_000; i++) buffer.pushData(1, Uint8Array.of(1));
    assert.ok(buffer.waitingBytes <= (1 << 20) / RECORD_COST_BYTES);
  });

  it('accounts for every byte, whatever comes and whenever the pipe has room', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 0, max: 60_000 }), async (chunks, capacity) => {
        const pipe = new HeldPipe(false);
        const buffer = new OutputBuffer(pipe, 1 << 20, slowClock());
        let pushed = fillPipe(buffer);
        buffer.setCapacity(capacity);
        for (const [i, size] of chunks.entries()) {
          buffer.pushData(i, new Uint8Array(size));
          pushed += size;
          assert.ok(buffer.waitingBytes <= capacity);
          if (i === 100) await pipe.release();
        }
        await pipe.release();
        assert.equal(buffer.waitingBytes, 0);
        assert.equal(pipe.bytes + pipe.dropped, pushed);
      }),
      { numRuns: 50 },
    );
  });
});
