import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Scoreboard, type Detection } from '../../../src/fault/scoreboard';
import type { FaultLevel } from '../../../src/model';
import { FakeClock } from '../device/fakeClock';

class Bench {
  readonly clock = new FakeClock();
  readonly facts: string[] = [];
  readonly board = new Scoreboard(2000, this.clock, {
    onCaught: (id, { first, last }, by) => this.facts.push(`${id}: ${first}-${last} by ${by}`),
    onMissed: (id, { first, last }) => this.facts.push(`${id}: ${first}-${last} missed`),
  });

  constructor(level: FaultLevel = 'byte') {
    this.board.open(1, level);
  }

  hit(atMs: number, count = 1, faultId = 1, joins = false): void {
    this.board.hit(faultId, [{ timeMs: atMs, count, joins }]);
  }

  detect(atMs: number, kind: Detection['kind'] = 'rejection', by = 'checksum'): void {
    this.board.detect({ kind, timeMs: atMs, by });
  }

  /** [caught, missed, pending] of all. */
  get sums(): number[] {
    const { caught, missed, pending } = this.board.total;
    return [caught, missed, pending];
  }
}

describe('Scoreboard', () => {
  it('catches an injection by a rejection within the time', () => {
    const bench = new Bench();
    bench.hit(1000);
    bench.detect(1005);
    assert.deepEqual(bench.sums, [1, 0, 0]);
    assert.equal(bench.board.of(1).caughtBy, 'checksum');
    assert.deepEqual(bench.facts, ['1: 1-1 by checksum']);
  });

  it('misses what nothing noticed in time, and says which', () => {
    const bench = new Bench();
    bench.hit(1000);
    bench.clock.advance(1000);
    bench.hit(2000);
    bench.detect(2001);
    bench.clock.advance(5000);
    assert.deepEqual(bench.sums, [1, 1, 0]);
    assert.deepEqual(bench.board.total.missedNumbers, [1]);
    bench.detect(7000);
    assert.deepEqual(bench.sums, [1, 1, 0]);
    assert.equal(bench.clock.pending, 0);
  });

  it('lets one rejection account for one frame: a silent one before it stays missed', () => {
    const bench = new Bench();
    bench.hit(1000);
    bench.hit(1500);
    bench.detect(1501);
    bench.clock.advance(5000);
    assert.deepEqual(bench.board.total.missedNumbers, [1]);
  });

  it('lets one rejection account for all that struck its frame', () => {
    const bench = new Bench();
    bench.hit(1000, 3);
    bench.hit(1001, 2, 1, true);
    bench.detect(1002);
    assert.deepEqual(bench.facts, ['1: 1-5 by checksum']);
  });

  it('gives each of the rejections of one chunk its own frame, though they are told after all the hits', () => {
    const bench = new Bench();
    bench.board.hit(
      1,
      [1000, 1001, 1002].map((timeMs) => ({ timeMs, count: 1 })),
    );
    for (const timeMs of [1000.5, 1001.5, 1002.5]) bench.detect(timeMs);
    assert.deepEqual(bench.facts, [
      '1: 1-1 by checksum',
      '1: 2-2 by checksum',
      '1: 3-3 by checksum',
    ]);
  });

  it('takes a hit up to 20 ms behind the rejection, since times are no better than that', () => {
    const bench = new Bench();
    bench.hit(1010);
    bench.detect(1000);
    assert.deepEqual(bench.sums, [1, 0, 0]);
    bench.hit(1100);
    bench.detect(1050);
    assert.deepEqual(bench.sums, [1, 0, 1]);
  });

  it('counts the time to be caught in from the end of damage that lasts', () => {
    const bench = new Bench('link');
    bench.board.hit(1, [{ timeMs: 1000, count: 1, untilMs: 4000 }]);
    bench.clock.advance(4500);
    bench.detect(5500, 'state', 'Error');
    assert.deepEqual(bench.sums, [1, 0, 0]);
  });

  it('takes one detection for as many frames as it stands for, and no more', () => {
    const bench = new Bench();
    for (let i = 0; i < 5; i++) bench.hit(1000 + i);
    bench.board.detect({ kind: 'rejection', timeMs: 1000, by: 'checksum', frames: 3 });
    assert.deepEqual(bench.sums, [3, 0, 2]);
    bench.board.detect({ kind: 'rejection', timeMs: 1000, by: 'checksum', frames: 300 });
    assert.deepEqual(bench.sums, [5, 0, 0]);
  });

  it('credits one of two faults that strike one frame, not both', () => {
    const bench = new Bench();
    bench.board.open(2, 'byte');
    bench.hit(1000);
    bench.hit(1001, 1, 2);
    bench.detect(1002);
    assert.deepEqual(bench.facts, ['2: 1-1 by checksum']);
  });

  it('lets only a limit notice a value fault', () => {
    const bench = new Bench('value');
    bench.hit(1000);
    bench.detect(1001);
    bench.detect(1001, 'state', 'Error');
    assert.deepEqual(bench.sums, [0, 0, 1]);
    bench.detect(1002, 'limit', 'rpm > 3,500');
    assert.deepEqual(bench.sums, [1, 0, 0]);
  });

  it('goes on catching while the limit that it raised stands', () => {
    const bench = new Bench('value');
    bench.hit(1000);
    bench.detect(1001, 'limit', 'rpm > 3,500');
    bench.hit(4000);
    assert.deepEqual(bench.sums, [2, 0, 0]);
    bench.board.limitCleared('rpm > 3,500');
    bench.hit(5000);
    assert.deepEqual(bench.sums, [2, 0, 1]);
  });

  it('takes no standing limit for the detection of damaged bytes', () => {
    const bench = new Bench('byte');
    bench.hit(1000);
    bench.detect(1001, 'limit', 'rpm > 3,500');
    bench.hit(1500);
    assert.deepEqual(bench.sums, [1, 0, 1]);
  });

  it('lets no limit on another channel notice the fault of one', () => {
    const bench = new Bench();
    bench.board.open(2, 'value', 'rpm');
    bench.hit(1000, 1, 2);
    bench.board.detect({ kind: 'limit', timeMs: 1001, by: 'temp > 70', channel: 'temp' });
    assert.deepEqual(bench.sums, [0, 0, 1]);
    bench.board.detect({ kind: 'limit', timeMs: 1001, by: 'rpm > 3,500', channel: 'rpm' });
    assert.deepEqual(bench.sums, [1, 0, 0]);
  });

  it('begins anew when cleared, and goes on with the numbers', () => {
    const bench = new Bench();
    bench.hit(1000);
    bench.board.clear();
    assert.deepEqual(bench.sums, [0, 0, 0]);
    assert.equal(bench.clock.pending, 0);
    assert.deepEqual(bench.board.hit(1, [{ timeMs: 1100, count: 2 }]), { first: 2, last: 3 });
    bench.detect(1100);
    assert.deepEqual(bench.sums, [2, 0, 0]);
  });

  it('judges what is pending after the fault was disarmed, then forgets it', () => {
    const bench = new Bench();
    bench.hit(1000);
    bench.board.close(1);
    bench.detect(1001);
    assert.deepEqual(bench.sums, [1, 0, 0]);
    bench.hit(1100);
    assert.deepEqual(bench.sums, [1, 0, 0]);
  });

  it('keeps the last 20 numbers that were missed', () => {
    const bench = new Bench();
    bench.hit(1000, 50);
    bench.clock.advance(5000);
    assert.equal(bench.board.total.missed, 50);
    const { missedNumbers } = bench.board.total;
    assert.deepEqual([missedNumbers[0], missedNumbers.at(-1), missedNumbers.length], [31, 50, 20]);
  });

  it('stays bounded and exact in a flood that nothing notices', () => {
    const bench = new Bench();
    for (let i = 0; i < 20_000; i++) bench.hit(1000 + i / 1000);
    const { injected, missed, pending } = bench.board.total;
    assert.equal(injected, 20_000);
    assert.equal(missed + pending, 20_000);
    assert.ok(pending <= 4096);
  });

  it('always adds up: injected = caught + missed + pending', () => {
    const step = fc.oneof(
      fc.record({ hit: fc.nat(3), count: fc.integer({ min: 1, max: 5 }), joins: fc.boolean() }),
      fc.record({
        detect: fc.constantFrom('rejection' as const, 'limit' as const, 'state' as const),
      }),
      fc.nat(1500),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const bench = new Bench();
        bench.board.open(2, 'value');
        bench.board.open(3, 'link');
        for (const one of steps) {
          const nowMs = bench.clock.nowMs();
          if (typeof one === 'number') bench.clock.advance(one);
          else if ('hit' in one) bench.hit(nowMs, one.count, one.hit, one.joins);
          else bench.detect(nowMs, one.detect);
          for (const score of [bench.board.total, ...[1, 2, 3].map((id) => bench.board.of(id))]) {
            assert.equal(score.injected, score.caught + score.missed + score.pending);
          }
        }
        bench.clock.advance(10_000);
        assert.equal(bench.board.total.pending, 0);
        assert.equal(bench.clock.pending, 0);
      }),
    );
  });
});
