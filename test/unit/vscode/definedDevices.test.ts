import assert from 'node:assert/strict';
import { parseProfile } from '../../../src/device/parseProfile';
import { DefinedDevices } from '../../../src/vscode/definedDevices';
import type { Settings } from '../../../src/vscode/settings';
import { fakeDevices, FakeMemento } from './fakes';

const SIMULATOR = { name: 'Simulated device', transport: { kind: 'simulator' } };
const serial = (baudRate: number) => {
  return { name: 'COM3', transport: { kind: 'serial', path: 'COM3', baudRate } };
};

const noWriter = () => Promise.reject(new Error('nothing is to be written'));

/** Settings that define these devices. */
function settings(...definitions: object[]): Settings {
  const profiles = definitions.map((definition, i) => {
    const parsed = parseProfile(definition, i);
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.profile;
  });
  return {
    workers: 4,
    storeBytes: 1 << 20,
    queueBlocks: 1000,
    queueBytes: 1 << 20,
    serialInProcess: false,
    catchWithinMs: 2000,
    profiles,
    problems: [],
  };
}

describe('DefinedDevices', () => {
  it('remembers devices added by hand over a reload, Idle and in their order', async () => {
    const memory = new FakeMemento();
    const first = new DefinedDevices(fakeDevices(), memory, settings(), noWriter);
    await first.add(SIMULATOR);
    await first.add(serial(9600));
    const devices = fakeDevices();
    new DefinedDevices(devices, memory, settings(), noWriter);
    assert.deepEqual(
      devices.all.map(({ profile, state }) => [profile.id, state]),
      [
        ['simulated-device', 'idle'],
        ['com3', 'idle'],
      ],
    );
  });

  it('has a device before it is remembered, and says when it is', async () => {
    let written: () => void = () => undefined;
    const memory = new FakeMemento();
    memory.update = () => new Promise((resolve) => (written = resolve));
    const defined = new DefinedDevices(fakeDevices(), memory, settings(), noWriter);
    const device = await defined.add(SIMULATOR);
    assert.equal(device.profile.id, 'simulated-device');
    let isRemembered = false;
    const remembered = defined.remembered.then(() => (isRemembered = true));
    await Promise.resolve();
    assert.equal(isRemembered, false);
    written();
    await remembered;
  });

  it('gives the same device for the same definition, and a new one for another baud rate', async () => {
    const memory = new FakeMemento();
    const devices = fakeDevices();
    const defined = new DefinedDevices(devices, memory, settings(), noWriter);
    const slow = await defined.add(serial(9600));
    assert.equal(await defined.add(serial(9600)), slow);
    const fast = await defined.add(serial(115_200));
    assert.notEqual(fast, slow);
    assert.deepEqual(devices.all, [fast]);
    const reloaded = fakeDevices();
    new DefinedDevices(reloaded, memory, settings(), noWriter);
    const { transport } = reloaded.all[0].profile;
    assert.equal(transport.kind === 'serial' && transport.serial.baudRate, 115_200);
  });

  it('adds, replaces and removes what the settings change, and leaves alone what they do not', async () => {
    const devices = fakeDevices();
    const defined = new DefinedDevices(devices, new FakeMemento(), settings(), noWriter);
    const pump = { ...SIMULATOR, name: 'Pump' };
    await defined.apply(settings(pump, { ...SIMULATOR, name: 'Fan' }));
    const [kept, changed] = devices.all;
    await defined.apply(settings(pump, { ...SIMULATOR, name: 'Fan', staleAfterMs: 10 }));
    assert.equal(devices.get('pump'), kept);
    assert.notEqual(devices.get('fan'), changed);
    assert.equal(devices.get('fan')?.profile.staleAfterMs, 10);
    await defined.apply(settings());
    assert.deepEqual(devices.all, []);
  });

  it('lets the settings take the place of a device added by hand', async () => {
    const devices = fakeDevices();
    const defined = new DefinedDevices(devices, new FakeMemento(), settings(), noWriter);
    await defined.add(SIMULATOR);
    await defined.apply(settings({ ...SIMULATOR, staleAfterMs: 10 }));
    assert.deepEqual(
      devices.all.map(({ profile }) => profile.staleAfterMs),
      [10],
    );
    assert.equal(await defined.add(SIMULATOR), devices.all[0]);
  });

  it('says where a device of the settings has to be removed, and forgets one added by hand', async () => {
    const memory = new FakeMemento();
    const devices = fakeDevices();
    const defined = new DefinedDevices(devices, memory, settings(), noWriter);
    await defined.apply(settings({ ...SIMULATOR, name: 'Pump' }));
    await assert.rejects(defined.remove('pump'), /telemetryhub\.devices/);
    await defined.add(serial(9600));
    await defined.remove('com3');
    assert.equal(devices.get('com3'), undefined);
    const reloaded = fakeDevices();
    new DefinedDevices(reloaded, memory, settings(), noWriter);
    assert.deepEqual(reloaded.all, []);
  });

  it('gives a device another format for good, with its link and samples as they are', async () => {
    const memory = new FakeMemento();
    const devices = fakeDevices();
    const defined = new DefinedDevices(devices, memory, settings(), noWriter);
    const device = await defined.add(serial(9600));
    await defined.setFormat(device, { kind: 'cobs', fields: [{ name: 'a', type: 'u8' }] });
    assert.equal(device.format.kind === 'set' && device.format.format.kind, 'cobs');
    assert.deepEqual(devices.all, [device]);
    const reloaded = fakeDevices();
    new DefinedDevices(reloaded, memory, settings(), noWriter);
    assert.equal(reloaded.all[0].profile.format.kind, 'cobs');
    await assert.rejects(defined.setFormat(device, 'morse'), /format is "morse"/);
    assert.equal(device.profile.format.kind, 'cobs');
  });

  it('writes the format of a device of the settings there, and lets the device go on in it', async () => {
    const devices = fakeDevices();
    const pump = { ...SIMULATOR, name: 'Pump' };
    const written: unknown[] = [];
    const defined = new DefinedDevices(
      devices,
      new FakeMemento(),
      settings(),
      async (id, format) => {
        written.push([id, format]);
        await defined.apply(settings({ ...pump, format }));
      },
    );
    await defined.apply(settings(pump));
    const [device] = devices.all;
    await defined.setFormat(device, 'csv');
    assert.deepEqual(written, [['pump', 'csv']]);
    assert.deepEqual(devices.all, [device]);
    assert.deepEqual(device.format, { kind: 'set', format: { kind: 'csv' } });
    await defined.apply(settings({ ...pump, format: 'csv', staleAfterMs: 10 }));
    assert.notEqual(devices.get('pump'), device);
  });
});
