import assert from 'node:assert/strict';
import { FAULT_KINDS } from '../../../src/faultKinds';
import { faultName } from '../../../src/faultName';
import type { ArmedFault } from '../../../src/model';
import { faultProgress, faultSettings, faultTitle } from '../../../src/vscode/faultText';

const FLIP: ArmedFault = {
  id: 51,
  spec: {
    kind: 'flip',
    parameters: { probability: 0.001, bits: 1 },
    seed: 4711,
    direction: 'receive',
    durationS: 60,
  },
  armedMs: 1000,
  untilMs: 61_000,
  score: { injected: 50, caught: 46, missed: 3, pending: 1, missedNumbers: [12], caughtBy: '' },
};

describe('the words of a fault', () => {
  it('name it with its id, and how long it goes on', () => {
    assert.equal(faultTitle(FLIP), 'Byte flip F-051');
    assert.equal(faultProgress(FLIP, 19_000), '0:42 left · caught 46 of 49');
  });

  it('count down where a count ends it', () => {
    const spec = { ...FLIP.spec, durationS: undefined, count: 100 };
    const counted = { ...FLIP, spec, untilMs: undefined };
    assert.equal(faultProgress(counted, 0), '50 of 100 left · caught 46 of 49');
  });

  it('give all that it is set to', () => {
    const text = faultSettings({ ...FLIP.spec, direction: 'send' }).replaceAll('\u00a0', ' ');
    const wanted = 'on the send path, Probability per byte 0.001, Bits per hit 1, seed 4711';
    assert.equal(text, wanted);
  });

  it('have a name of its own for every kind', () => {
    const names = FAULT_KINDS.map(({ kind }) => faultName(kind));
    assert.equal(new Set(names).size, FAULT_KINDS.length);
  });
});
