import assert from 'node:assert/strict';
import { MementoLatches } from '../../../src/vscode/latches';
import { FakeMemento } from './fakes';

const fail = (error: unknown) => {
  throw error;
};

describe('MementoLatches', () => {
  it('gives a latch back after a reload of the window, and none once it is cleared', () => {
    const memory = new FakeMemento();
    const latch = { cause: 'checksum ×5', wallMs: 1e12 };
    new MementoLatches(memory, fail).set('board', latch);
    assert.deepEqual(new MementoLatches(memory, fail).get('board'), latch);
    assert.equal(new MementoLatches(memory, fail).get('other'), undefined);
    new MementoLatches(memory, fail).set('board', undefined);
    assert.equal(new MementoLatches(memory, fail).get('board'), undefined);
    assert.deepEqual(memory.keys(), []);
  });

  it('takes nothing for a latch that is none', async () => {
    const memory = new FakeMemento();
    await memory.update('telemetryhub.latch.board', { cause: 3 });
    assert.equal(new MementoLatches(memory, fail).get('board'), undefined);
  });
});
