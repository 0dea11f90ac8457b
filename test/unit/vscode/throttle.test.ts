import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Throttle } from '../../../src/vscode/throttle';

describe('Throttle', () => {
  it('calls at once, then holds back what comes too soon but never loses the last', async () => {
    let calls = 0;
    const throttle = new Throttle(20, () => calls++);
    for (let i = 0; i < 100; i++) throttle.request();
    assert.equal(calls, 1);
    await sleep(60);
    assert.equal(calls, 2);
    throttle.dispose();
  });

  it('runs no timer once nothing is asked', async () => {
    const throttle = new Throttle(5, () => undefined);
    throttle.request();
    await sleep(30);
    const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    throttle.request();
    const running = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    assert.equal(running, timers + 1);
    throttle.dispose();
  });

  it('calls no more after dispose', async () => {
    let calls = 0;
    const throttle = new Throttle(5, () => calls++);
    throttle.request();
    throttle.request();
    throttle.dispose();
    await sleep(20);
    assert.equal(calls, 1);
  });
});
