import assert from 'node:assert/strict';
import { command, extension } from './support';
import { resourceCounts, sourcePids } from './resources';

// Suites are loaded before the first of them runs: this is what the host is like without us.
const activeWhenLoaded = extension().isActive;
const portsWhenLoaded = resourceCounts().get('MessagePort') ?? 0;

describe('activation', () => {
  it('waits until something of ours is asked for', async () => {
    assert.equal(activeWhenLoaded, false);
    await command('disarmAll');
    assert.equal(extension().isActive, true);
  });

  it('starts neither a process nor a thread by itself', async () => {
    const { devices } = await extension().activate();
    assert.deepEqual(devices.all, []);
    assert.deepEqual(sourcePids(), []);
    assert.equal(resourceCounts().get('MessagePort') ?? 0, portsWhenLoaded);
  });
});
