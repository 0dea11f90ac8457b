import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FaultKind } from '../../../src/model';
import { fault } from '../../fixtures/faults';
import { PathBench } from './pathBench';

const KINDS = [
  'latency',
  'bandwidth',
  'stall',
  'wrongBaud',
  'flip',
  'drop',
  'duplicate',
  'insert',
  'reorder',
  'truncate',
] as const satisfies readonly FaultKind[];

const anyFault = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    seed: fc.nat(),
    probability: fc.constantFrom(0.01, 0.3, 1),
    ratio: fc.constantFrom(0.3, 0.9, 3),
  })
  .map(({ kind, seed, probability, ratio }) =>
    fault(kind, kind === 'wrongBaud' ? { ratio } : { probability }, { seed }),
  );

const anyStep = fc.oneof(
  fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 200 }),
  fc.nat(3000),
  fc.constantFrom('flush' as const, 'remove' as const),
);

describe('BytePath', () => {
  it('passes chunks on untouched while nothing is armed', () => {
    const bench = new PathBench();
    bench.push('abc');
    assert.equal(bench.text, 'abc');
    assert.equal(bench.unaccounted, 0);
  });

  it('accounts for every byte at any time, whatever is armed and whatever happens', () => {
    fc.assert(
      fc.property(
        fc.array(anyFault, { minLength: 1, maxLength: 6 }),
        fc.array(anyStep, { maxLength: 40 }),
        (faults, steps) => {
          const bench = new PathBench();
          const ids = faults.map((spec) => bench.add(spec));
          for (const step of steps) {
            if (typeof step === 'number') bench.clock.advance(step);
            else if (step === 'flush') bench.path.flush();
            else if (step === 'remove') bench.path.remove(ids.shift() ?? 0);
            else bench.push(step);
            assert.equal(bench.unaccounted, 0);
          }
          for (const id of ids) bench.path.remove(id);
          assert.equal(bench.unaccounted, 0);
          assert.equal(bench.path.held, 0);
          assert.equal(bench.clock.pending, 0);
        },
      ),
    );
  });

  it('acts on what is received over the link first, and on what is sent last', () => {
    for (const linkFirst of [true, false]) {
      const bench = new PathBench(linkFirst);
      bench.add(fault('duplicate', { probability: 1 }));
      bench.add(fault('latency', { delayMs: 100, jitterMs: 0 }));
      bench.push('a');
      // The byte fault has seen the byte only where it stands before the delay.
      assert.equal(bench.path.held, linkFirst ? 1 : 2);
      bench.clock.advance(100);
      assert.equal(bench.text, 'aa');
    }
  });

  it('acts within a level in the order of arming', () => {
    const both = (first: FaultKind, then: FaultKind) => {
      const bench = new PathBench();
      bench.add(fault(first, { probability: 1, lengthBytes: 1 }));
      bench.add(fault(then, { probability: 1, lengthBytes: 1 }));
      bench.push('ab');
      return bench.text;
    };
    assert.equal(both('duplicate', 'drop'), '');
    assert.equal(both('reorder', 'duplicate'), 'bbaa');
    assert.equal(both('duplicate', 'reorder'), 'aabb');
  });

  it('lets nothing that it held reach the other end when it is told to discard', () => {
    const bench = new PathBench();
    bench.add(fault('latency'));
    bench.add(fault('reorder', { probability: 1 }));
    bench.push('abc');
    assert.equal(bench.path.discard(), 3);
    assert.equal(bench.text, '');
    assert.equal(bench.unaccounted, 0);
    assert.equal(bench.clock.pending, 0);
    bench.push('d');
    bench.clock.advance(10_000);
    bench.path.flush();
    assert.equal(bench.text, 'd');
  });

  it('does the same damage for every way of cutting the stream, over all byte kinds and wrong baud', () => {
    const stream = Buffer.from('temp:23.5,rpm:1200\n'.repeat(12));
    const kinds = KINDS.slice(3);
    for (const kind of kinds) {
      const whole = new PathBench();
      whole.add(fault(kind, { probability: 0.05 }));
      whole.push(stream.toString());
      for (let size = 1; size < stream.length; size += size < 20 ? 1 : 37) {
        const cut = new PathBench();
        cut.add(fault(kind, { probability: 0.05 }));
        for (let at = 0; at < stream.length; at += size) {
          cut.push(stream.subarray(at, at + size).toString());
        }
        assert.equal(cut.text, whole.text, `${kind} in chunks of ${size}`);
        assert.equal(cut.path.injected, whole.path.injected);
        assert.equal(cut.path.dropped, whole.path.dropped);
      }
    }
  });
});
