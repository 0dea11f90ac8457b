import assert from 'node:assert/strict';
import { InFlight } from '../../../../src/vscode/views/inFlight';

function bench() {
  const clock = { ms: 0 };
  return { clock, inFlight: new InFlight(() => clock.ms, 5000) };
}

describe('InFlight', () => {
  it('is free until rows were told of, and again when one of them was looked at', () => {
    const { inFlight } = bench();
    assert.equal(inFlight.free, true);
    inFlight.told(new Set(['a', 'b']));
    assert.equal(inFlight.free, false);
    inFlight.taken('other');
    assert.equal(inFlight.free, false);
    inFlight.taken('b');
    assert.equal(inFlight.free, true);
  });

  it('says so when someone has asked in vain meanwhile, once', () => {
    const { inFlight } = bench();
    inFlight.told(new Set(['a']));
    assert.equal(inFlight.taken('a'), false);
    inFlight.told(new Set(['a', 'b']));
    assert.equal(inFlight.free, false);
    assert.equal(inFlight.taken('a'), true);
    assert.equal(inFlight.taken('b'), false);
  });

  it('waits for nothing where nothing was told, and not for ever', () => {
    const { clock, inFlight } = bench();
    inFlight.told(new Set());
    assert.equal(inFlight.free, true);
    inFlight.told(new Set(['gone']));
    clock.ms = 4999;
    assert.equal(inFlight.free, false);
    clock.ms = 5000;
    assert.equal(inFlight.free, true);
  });
});
