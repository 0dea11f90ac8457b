import assert from 'node:assert/strict';
import { OnDemand } from '../../../src/vscode/onDemand';

class Thing {
  disposed = 0;

  dispose(): void {
    this.disposed++;
  }
}

describe('OnDemand', () => {
  it('makes a thing when it is first asked for, and once', async () => {
    let made = 0;
    const thing = new OnDemand(() => {
      made++;
      return Promise.resolve(new Thing());
    });
    assert.equal(made, 0);
    assert.equal(await thing.get(), await thing.get());
    assert.equal(made, 1);
  });

  it('disposes what was made, and makes nothing for that', async () => {
    const thing = new OnDemand(() => Promise.resolve(new Thing()));
    const made = await thing.get();
    await thing.dispose();
    assert.equal(made.disposed, 1);
    await new OnDemand<Thing>(() => assert.fail('made')).dispose();
  });
});
