import assert from 'node:assert/strict';
import { fault } from '../../fixtures/faults';
import { PathBench } from './pathBench';

const MIB = 1024 * 1024;

describe('latency', () => {
  it('delivers every byte later, in order, stamped when it arrives', () => {
    const bench = new PathBench();
    bench.add(fault('latency', { delayMs: 200, jitterMs: 0 }));
    bench.push('a');
    bench.clock.advance(50);
    bench.push('b');
    bench.clock.advance(149);
    assert.equal(bench.text, '');
    bench.clock.advance(1);
    assert.equal(bench.text, 'a');
    bench.clock.advance(50);
    assert.deepEqual(
      bench.out.map(({ timeMs }) => timeMs),
      [1200, 1250],
    );
  });

  it('keeps the order whatever the jitter, and repeats it for the same seed', () => {
    const run = () => {
      const bench = new PathBench();
      bench.add(fault('latency', { delayMs: 10, jitterMs: 500 }, { seed: 7 }));
      for (const letter of 'abcdefgh') {
        bench.push(letter);
        bench.clock.advance(5);
      }
      bench.clock.advance(1000);
      return bench;
    };
    assert.equal(run().text, 'abcdefgh');
    const times = run().out.map(({ timeMs }) => timeMs);
    assert.deepEqual(
      times,
      run().out.map(({ timeMs }) => timeMs),
    );
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
  });

  it('counts as one injection a second while bytes come', () => {
    const bench = new PathBench();
    bench.add(fault('latency'));
    for (let i = 0; i < 25; i++) {
      bench.push('x');
      bench.clock.advance(100);
    }
    assert.equal(bench.hits, 3);
  });

  it('holds no more than 16 MiB and counts what it drops', () => {
    const bench = new PathBench();
    bench.add(fault('latency', { delayMs: 60_000, jitterMs: 0 }));
    const mib = 'x'.repeat(MIB);
    for (let i = 0; i < 20; i++) bench.push(mib);
    assert.equal(bench.path.held, 16 * MIB);
    assert.equal(bench.path.dropped, 4 * MIB);
    assert.equal(bench.unaccounted, 0);
  });

  it('delivers what it holds when it is disarmed, and leaves no timer', () => {
    const bench = new PathBench();
    const id = bench.add(fault('latency'));
    bench.push('abc');
    bench.path.remove(id);
    assert.equal(bench.text, 'abc');
    assert.equal(bench.clock.pending, 0);
  });
});

describe('bandwidth cap', () => {
  it('lets through so many bytes a second', () => {
    const bench = new PathBench();
    bench.add(fault('bandwidth', { bytesPerS: 1000 }));
    bench.push('x'.repeat(5000));
    bench.clock.advance(1000);
    assert.equal(bench.bytesOut, 1000);
    bench.clock.advance(4000);
    assert.equal(bench.bytesOut, 5000);
    assert.equal(bench.path.dropped, 0);
    assert.equal(bench.clock.pending, 0);
  });

  it('harms nothing that stays below it', () => {
    const bench = new PathBench();
    bench.add(fault('bandwidth', { bytesPerS: 1000 }));
    for (let i = 0; i < 50; i++) {
      bench.push('0123456789');
      bench.clock.advance(20);
    }
    assert.equal(bench.bytesOut, 500);
    assert.equal(bench.hits, 0);
  });

  it('drops what does not fit its buffer, and counts it', () => {
    const bench = new PathBench();
    bench.add(fault('bandwidth', { bytesPerS: 1 }));
    bench.push('x'.repeat(100_000));
    assert.ok(bench.path.held <= 64 * 1024);
    assert.equal(bench.path.held + bench.path.dropped, 100_000);
    bench.clock.advance(3000);
    assert.equal(bench.bytesOut, 3);
    assert.equal(bench.unaccounted, 0);
  });
});

describe('stall', () => {
  it('holds bytes back every so often, then delivers them at once', () => {
    const bench = new PathBench();
    bench.add(fault('stall', { everyS: 1, holdMs: 500 }));
    for (let i = 0; i < 14; i++) {
      bench.push(String(i % 10));
      bench.clock.advance(100);
    }
    assert.equal(bench.text, '0123456789');
    bench.clock.advance(100);
    assert.equal(bench.text, '01234567890123');
    assert.equal(bench.hits, 1);
    assert.equal(bench.bursts[0].untilMs, bench.out[13].timeMs);
  });

  it('is no injection on a silent link, and strikes only as often as asked', () => {
    const bench = new PathBench();
    bench.add(fault('stall', { everyS: 1, holdMs: 500 }, { count: 1 }));
    bench.clock.advance(10_000);
    for (let i = 0; i < 100; i++) {
      bench.push('x');
      bench.clock.advance(100);
    }
    assert.equal(bench.hits, 1);
    assert.equal(bench.bytesOut, 100);
  });
});
