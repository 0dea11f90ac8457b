import assert from 'node:assert/strict';
import { command, extension } from './support';
import { children, resourceCounts } from './resources';

// Suites are loaded before the first of them runs: this is what the host is like without us.
const activeWhenLoaded = extension().isActive;

describe('activation', () => {
  it('waits until something of ours is asked for', async () => {
    assert.equal(activeWhenLoaded, false);
    await command('disarmAll');
    assert.equal(extension().isActive, true);
  });

  it('starts neither a process nor a thread by itself', async () => {
    const before = { pids: children(), workers: resourceCounts().get('MessagePort') ?? 0 };
    const { devices } = await extension().activate();
    assert.deepEqual(devices.all, []);
    assert.deepEqual(children(), before.pids);
    assert.equal(resourceCounts().get('MessagePort') ?? 0, before.workers);
  });
});
