import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteFault } from '../../../src/fault/bytes';
import type { FaultKind } from '../../../src/model';
import { fault } from '../../fixtures/faults';

const KINDS: FaultKind[] = ['flip', 'drop', 'duplicate', 'insert', 'reorder', 'truncate'];
const STREAM = Uint8Array.from({ length: 400 }, (_, i) => i % 256);

function damage(kind: FaultKind, probability: number, seed: number, cuts: readonly number[]) {
  const one = new ByteFault(fault(kind, { probability }, { seed }));
  const out: number[] = [];
  let inserted = 0;
  let dropped = 0;
  let hits = 0;
  let at = 0;
  for (const end of [...cuts, STREAM.length]) {
    const result = one.apply(STREAM.subarray(at, end));
    out.push(...result.bytes);
    inserted += result.inserted;
    dropped += result.dropped;
    hits += result.hitsAt.length;
    at = end;
    assert.equal(STREAM.slice(0, at).length + inserted, out.length + dropped + one.heldBytes);
  }
  out.push(...one.flush());
  return { out, inserted, dropped, hits };
}

describe('byte faults', () => {
  it('do the same damage for the same seed, however the stream is cut', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: STREAM.length - 1 }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.nat(), cuts, (kind, seed, at) => {
        const sorted = [...at].sort((a, b) => a - b);
        assert.deepEqual(damage(kind, 0.05, seed, sorted), damage(kind, 0.05, seed, []));
      }),
    );
  });

  it('do other damage for another seed', () => {
    for (const kind of KINDS) {
      assert.notDeepEqual(damage(kind, 0.05, 1, []).out, damage(kind, 0.05, 2, []).out, kind);
    }
  });

  it('strike about as often as asked', () => {
    const one = new ByteFault(fault('flip', { probability: 0.01 }));
    const { hitsAt } = one.apply(new Uint8Array(1_000_000));
    assert.ok(Math.abs(hitsAt.length - 10_000) < 500, String(hitsAt.length));
  });

  it('flip exactly the bits asked for', () => {
    const one = new ByteFault(fault('flip', { probability: 1, bits: 3 }));
    for (const byte of one.apply(new Uint8Array(500)).bytes) {
      assert.equal(byte.toString(2).replaceAll('0', '').length, 3);
    }
  });

  it('drop and truncate runs of the length asked for', () => {
    const one = new ByteFault(fault('truncate', { probability: 1e-9, lengthBytes: 32 }));
    assert.equal(one.apply(STREAM).dropped, 0);
    const all = new ByteFault(fault('truncate', { probability: 1, lengthBytes: 32 }, { count: 1 }));
    const { bytes, dropped } = all.apply(STREAM, 1);
    assert.equal(dropped, 32);
    assert.deepEqual([...bytes], [...STREAM.subarray(32)]);
  });

  it('repeat, insert and swap as their names say', () => {
    const two = Uint8Array.of(1, 2);
    const of = (kind: FaultKind) => [
      ...new ByteFault(fault(kind, { probability: 1 })).apply(two).bytes,
    ];
    assert.deepEqual(of('duplicate'), [1, 1, 2, 2]);
    assert.deepEqual(of('reorder'), [2, 1]);
    const inserted = of('insert');
    assert.deepEqual([inserted[1], inserted[3]], [1, 2]);
  });

  it('pass everything whole after the hits asked for', () => {
    for (const kind of KINDS) {
      const one = new ByteFault(fault(kind, { probability: 1 }));
      assert.equal(one.apply(STREAM, 2).hitsAt.length, 2, kind);
    }
  });

  it('pass bytes on without a copy where they do not strike', () => {
    const one = new ByteFault(fault('flip', { probability: 1e-12 }));
    assert.equal(one.apply(STREAM).bytes, STREAM);
  });
});
