import assert from 'node:assert/strict';
import { SpareBuffers } from '../../../src/pipeline/spareBuffers';

describe('SpareBuffers', () => {
  it('gives out again what was given back, when it is large enough', () => {
    const spares = new SpareBuffers(2);
    const first = spares.take(100);
    spares.give(first);
    assert.equal(spares.take(100), first);
    spares.give(first);
    assert.ok(spares.take(first.byteLength + 1).byteLength > first.byteLength);
  });

  it('keeps no more than it may, none that is huge and none that was transferred away', () => {
    const spares = new SpareBuffers(2);
    for (let i = 0; i < 5; i++) spares.give(new ArrayBuffer(100));
    assert.equal(spares.length, 2);
    spares.takeAny();
    spares.takeAny();
    assert.equal(spares.takeAny(), undefined);
    spares.give(new ArrayBuffer(2 << 20));
    const gone = new ArrayBuffer(100);
    structuredClone(gone, { transfer: [gone] });
    spares.give(gone);
    assert.equal(spares.length, 0);
  });
});
