import assert from 'node:assert/strict';
import { Breaker, type Latch } from '../../../src/device/breaker';
import type { DeviceCounters, RejectCause, Rejection, Transition } from '../../../src/model';
import { acceptedBatch } from '../pipeline/fakeWorker';
import { FakeClock } from './fakeClock';

const COUNTERS = { bytesIn: 42 } as DeviceCounters;

class Bench {
  readonly clock = new FakeClock();
  readonly latches = new Map<string, Latch>();
  readonly transitions: Transition[] = [];
  breaker = this.make();

  make(): Breaker {
    return new Breaker({
      deviceId: 'd',
      failureThreshold: 5,
      failureWindowMs: 100,
      latches: {
        get: (id) => this.latches.get(id),
        set: (id, latch) => {
          if (latch === undefined) this.latches.delete(id);
          else this.latches.set(id, latch);
        },
      },
      clock: this.clock,
      wallNow: () => 1_000_000 + this.clock.nowMs(),
      counters: () => COUNTERS,
      onTransition: (t) => this.transitions.push(t),
    });
  }

  good(): void {
    this.breaker.observe({ ...acceptedBatch(1), lastGoodMs: this.clock.nowMs() });
  }

  reject(cause: RejectCause): void {
    const timeMs = this.clock.nowMs();
    const rejection: Rejection = {
      timeMs,
      cause,
      detail: '',
      excerpt: new Uint8Array(0),
      bytes: 1,
      goodBefore: 0,
    };
    this.breaker.rejected(rejection);
  }

  measuring(): this {
    this.breaker.apply('start', 'started');
    this.good();
    return this;
  }
}

describe('Breaker', () => {
  it('counts a burst of one cause within the window once', () => {
    const bench = new Bench().measuring();
    for (let i = 0; i < 10_000; i++) bench.reject('checksum');
    assert.equal(bench.breaker.state, 'error');
    assert.equal(bench.transitions.length, 2);
  });

  it('trips at the fifth failure in a row and names the causes', () => {
    const bench = new Bench().measuring();
    for (let i = 0; i < 5; i++) {
      bench.reject('checksum');
      bench.clock.advance(100);
    }
    assert.equal(bench.breaker.state, 'safeState');
    assert.equal(bench.breaker.cause, 'checksum ×5');
    assert.equal(bench.transitions[2].counters, COUNTERS);
  });

  it('counts different causes separately within the window', () => {
    const bench = new Bench().measuring();
    for (const cause of ['checksum', 'framing', 'length', 'decode', 'crash'] as const) {
      bench.reject(cause);
    }
    assert.equal(bench.breaker.state, 'safeState');
  });

  it('counts nothing before the first good frame, and no partial one', () => {
    const bench = new Bench();
    bench.breaker.apply('start', 'started');
    bench.reject('checksum');
    assert.equal(bench.breaker.state, 'measuring');
    bench.good();
    bench.reject('partial');
    assert.equal(bench.breaker.state, 'measuring');
    bench.breaker.beginStream();
    bench.reject('checksum');
    assert.equal(bench.breaker.state, 'measuring');
  });

  it('comes back from Error with one good frame', () => {
    const bench = new Bench().measuring();
    bench.reject('decode');
    bench.good();
    assert.equal(bench.breaker.state, 'measuring');
    assert.equal(bench.breaker.cause, 'good frame');
  });

  it('sees frames and rejections of a batch in their order', () => {
    const bench = new Bench().measuring();
    const rejection = (timeMs: number, goodBefore: number): Rejection => ({
      timeMs,
      cause: 'checksum',
      detail: '',
      excerpt: new Uint8Array(0),
      bytes: 1,
      goodBefore,
    });
    const rejections = [rejection(2000, 1), rejection(2200, 0), rejection(2400, 3)];
    bench.breaker.observe({ ...acceptedBatch(9), rejections, goodAfter: 0, lastGoodMs: 2300 });
    const path = bench.transitions.map((t) => t.to);
    assert.deepEqual(path, ['measuring', 'error', 'measuring', 'error']);
  });

  it('keeps the latch over a reload until it is reset', () => {
    const bench = new Bench().measuring();
    bench.breaker.apply('fatal', 'faultAfterSamples: 100 samples');
    bench.breaker = bench.make();
    assert.equal(bench.breaker.state, 'safeState');
    assert.equal(bench.breaker.cause, 'faultAfterSamples: 100 samples');
    bench.breaker.apply('start', 'started');
    assert.equal(bench.breaker.state, 'safeState');
    bench.breaker.apply('reset', 'reset by the operator');
    assert.equal(bench.make().state, 'idle');
  });

  it('keeps the last 1,000 transitions', () => {
    const bench = new Bench();
    for (let i = 0; i < 800; i++) {
      bench.breaker.apply('start', `start ${i}`);
      bench.breaker.apply('stop', `stop ${i}`);
    }
    assert.equal(bench.breaker.history.length, 1000);
    assert.equal(bench.breaker.history[999].cause, 'stop 799');
  });
});
