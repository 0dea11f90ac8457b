import assert from 'node:assert/strict';
import { Disposables } from '../../../src/vscode/disposables';

describe('Disposables', () => {
  it('disposes in reverse order, once', () => {
    const order: number[] = [];
    const owned = new Disposables();
    for (const n of [1, 2, 3]) owned.onDispose(() => order.push(n));
    owned.dispose();
    owned.dispose();
    assert.deepEqual(order, [3, 2, 1]);
  });

  it('disposes at once what comes too late', () => {
    const owned = new Disposables();
    owned.dispose();
    let ended = false;
    owned.onDispose(() => (ended = true));
    assert.ok(ended);
  });
});
