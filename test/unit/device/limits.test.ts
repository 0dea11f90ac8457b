import assert from 'node:assert/strict';
import type { Limit } from '../../../src/model';
import { DeviceBench } from './bench';

const HOT: Limit = {
  channel: 'temp',
  level: 'warning',
  side: 'high',
  bound: 70,
  hysteresis: 0,
  persistenceMs: 1000,
  action: 'mark',
};

describe('limits of a device', () => {
  it('do not take the time without a link for time outside', async () => {
    const bench = new DeviceBench();
    const { device, clock } = bench;
    device.setLimits([HOT]);
    await device.start();
    bench.receive('temp:99\n');
    await device.stop();
    clock.advance(60_000);
    await device.start();
    bench.receive('temp:99\n');
    assert.equal(device.alarms.length, 0, 'it may have been cool meanwhile');
    clock.advance(1000);
    bench.receive('temp:99\n');
    assert.equal(device.alarms.length, 1);
  });
});
