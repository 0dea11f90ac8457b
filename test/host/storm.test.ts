import assert from 'node:assert/strict';
import type { Device } from '../../src/device/device';
import { clear, command, startedSimulator, until } from './support';

describe('100 starts and stops at once', () => {
  let device: Device;

  before(async () => {
    device = await startedSimulator();
  });
  after(clear);

  it('end in the state of the last one', async () => {
    const soak = Number(process.env.TELEMETRYHUB_SOAK ?? 1);
    for (let round = 0; round < 2 * soak; round++) {
      const last = round % 2 === 0 ? 'start' : 'stop';
      const first = last === 'start' ? 'stop' : 'start';
      const storm = Array.from({ length: 100 }, (_, i) =>
        command(i % 2 === 0 ? first : last, device.profile.id),
      );
      await Promise.all(storm);
      assert.equal(device.state, last === 'start' ? 'measuring' : 'idle');
      assert.equal(device.link.kind, 'open');
    }
  });

  it('leave a device that measures when told to', async () => {
    await command('start', device.profile.id);
    const { samples } = device.counters;
    await until('samples flow', () => device.counters.samples > samples + 100);
    assert.equal(device.state, 'measuring');
  });

  it('leave every byte accounted for', async () => {
    await command('stop', device.profile.id);
    await until('nothing waits', () => device.counters.bytesWaiting === 0);
    const c = device.counters;
    const out = c.bytesAccepted + c.bytesRejected + c.bytesDroppedSource + c.bytesDroppedQueue;
    assert.equal(c.bytesIn + c.bytesInjected, out + c.bytesWaiting);
  });
});
