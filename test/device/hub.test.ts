import assert from 'node:assert/strict';
import type { Device } from '../../src/device/device';
import type { DeviceProfile } from '../../src/device/profile';
import type { Hub } from '../../src/hub';
import type { WireFormat } from '../../src/model';
import { simulatorSchema, type SimulatorOptions } from '../../src/transport/transport';
import { fault, unaccounted } from '../fixtures/faults';
import { CHANNELS, makeHub, simulated, until } from './hubBench';

function profile(
  kind: SimulatorOptions['format'],
  rateHz: number,
  format: DeviceProfile['format'],
): DeviceProfile {
  return simulated({ rateHz, format: kind }, { id: kind, format });
}

function assertBytesAddUp(device: Device): void {
  assert.equal(unaccounted(device.counters), 0);
}

describe('Hub with the simulator in its own process', () => {
  const bugs: unknown[] = [];
  let hub: Hub;
  beforeEach(() => (hub = makeHub(bugs)));
  afterEach(async () => {
    await hub.dispose();
    assert.deepEqual(bugs, []);
  });

  for (const kind of ['keyValue', 'csv', 'teleplot', 'cobs'] as const) {
    it(`brings ${kind} from the source process to the store, every count in order`, async () => {
      const cobs: WireFormat = { kind: 'cobs', fields: simulatorSchema(CHANNELS) };
      const format = kind === 'cobs' ? cobs : ({ kind: 'auto' } as const);
      const device = hub.devices.add(profile(kind, 2000, format));
      await device.start();
      await until(device, () => device.channels.length === 2 && device.channels[1].count >= 3000);
      await device.stop();
      await device.disconnect();
      await until(device, () => device.counters.bytesWaiting === 0);
      assertBytesAddUp(device);
      const { hi } = hub.store.query(`${kind}/count`, 0, Infinity, 1e-9);
      const steps = new Set([...hi].slice(1).map((v, i) => v - hi[i]));
      assert.deepEqual([...steps], [1]);
      assert.equal(device.counters.bytesRejected, 0);
      assert.equal(device.channels[0].name, 'temp');
    });
  }

  it('trips on a failing communication, stays readable, and measures again after reset', async () => {
    const device = hub.devices.add(profile('keyValue', 200, { kind: 'auto' }));
    await device.start();
    await until(device, () => device.channels.length === 2);
    await device.arm(fault('communicationFailure', { probability: 1 }));
    await until(device, () => device.state === 'safeState');
    assert.match(device.cause, /framing/);
    await assert.rejects(device.start(), /SafeState/);
    await device.disarmAll();
    await device.reset();
    await device.start();
    const before = device.channels[1].count;
    await until(device, () => device.channels[1].count > before + 20);
    assert.equal(device.state, 'measuring');
    assertBytesAddUp(device);
  });

  it('enters SafeState when the simulator reaches faultAfterSamples', async () => {
    const device = hub.devices.add(profile('keyValue', 500, { kind: 'auto' }));
    await device.arm(fault('faultAfterSamples', { samples: 50 }));
    await device.start();
    await until(device, () => device.state === 'safeState');
    assert.equal(device.cause, 'the simulated fault after 50 samples');
    await until(device, () => device.faults.length === 0);
    assert.equal(device.score.caught, 1);
  });
});
