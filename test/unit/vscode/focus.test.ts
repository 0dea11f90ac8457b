import assert from 'node:assert/strict';
import type { Device } from '../../../src/device/device';
import type { Devices } from '../../../src/device/devices';
import { Focus, type LayoutMemory } from '../../../src/vscode/focus';
import { PROFILE } from '../device/profile';
import { fakeDevices } from './fakes';

class Memory implements LayoutMemory {
  readonly kept = new Map<string, unknown>();

  get(key: string): unknown {
    return this.kept.get(key);
  }

  update(key: string, value: unknown): Promise<void> {
    this.kept.set(key, JSON.parse(JSON.stringify(value)));
    return Promise.resolve();
  }
}

const fail = (error: unknown) => {
  throw error;
};
const focusOn = (devices: Devices, memory = new Memory()) => new Focus(devices, memory, fail);

/** A device whose first frame has come. */
async function deviceWith(line: string): Promise<{ devices: Devices; device: Device }> {
  const transports: NonNullable<Parameters<typeof fakeDevices>[0]> = [];
  const devices = fakeDevices(transports);
  const device = devices.add(PROFILE);
  await device.connect();
  const bytes = new TextEncoder().encode(`${line}\n`);
  transports[0].listener.onChunk({ timeMs: 1, bytes });
  return { devices, device };
}

describe('Focus', () => {
  it('is on the first device until one is chosen, and again when that one is gone', async () => {
    const devices = fakeDevices();
    const focus = focusOn(devices);
    assert.equal(focus.device, undefined);
    const a = devices.add({ ...PROFILE, id: 'a' });
    const b = devices.add({ ...PROFILE, id: 'b' });
    assert.equal(focus.device, a);
    focus.set('b');
    assert.equal(focus.device, b);
    await devices.remove('b');
    assert.equal(focus.device, a);
  });

  it('tells its listeners of a change, and only of a change', () => {
    const devices = fakeDevices();
    const a = devices.add({ ...PROFILE, id: 'a' });
    const focus = focusOn(devices);
    let calls = 0;
    const off = focus.onChange(() => calls++);
    focus.set('a');
    focus.set('a');
    focus.plot(a, 'a/x', false);
    off();
    focus.set('b');
    assert.equal(calls, 2);
  });

  it('plots what a device has first, until the user ticks or unticks', async () => {
    const { devices, device } = await deviceWith('a[V]:1,b[A]:1,c[V]:1');
    const focus = focusOn(devices);
    const [a, b, c] = device.channels.map(({ id }) => id);
    assert.deepEqual(
      focus.plots(device).map((plot) => plot.channelIds),
      [[a, c], [b]],
    );
    focus.plot(device, a, false);
    assert.equal(focus.isPlotted(device, a), false);
    assert.equal(focus.isPlotted(device, c), true);
    focus.plotAlone(device, b);
    assert.deepEqual(
      focus.plots(device).map((plot) => plot.channelIds),
      [[b]],
    );
  });

  it('finds a layout again after a reload, also before its channels are there', async () => {
    const { devices, device } = await deviceWith('a[V]:1,b[V]:1');
    const memory = new Memory();
    focusOn(devices, memory).plot(device, device.channels[0].id, false);
    const early = fakeDevices();
    const again = early.add(PROFILE);
    const before = focusOn(early, memory);
    assert.deepEqual(
      before.plots(again).map((plot) => plot.channelIds),
      [[]],
    );
    const after = focusOn(devices, memory);
    assert.deepEqual(after.plots(device)[0].channelIds, [device.channels[1].id]);
  });

  it('finds what was hidden again after a reload', async () => {
    const { devices, device } = await deviceWith('a[V]:1,b[V]:1');
    const memory = new Memory();
    const focus = focusOn(devices, memory);
    const hidden = [device.channels[1].id];
    focus.arrange(device, [{ ...focus.plots(device)[0], hidden }]);
    assert.deepEqual(focusOn(devices, memory).plots(device)[0].hidden, hidden);
  });

  it('finds channels of other devices on a stack, and knows when they come', async () => {
    const transports: NonNullable<Parameters<typeof fakeDevices>[0]> = [];
    const devices = fakeDevices(transports);
    const a = devices.add({ ...PROFILE, id: 'a' });
    const b = devices.add({ ...PROFILE, id: 'b' });
    await Promise.all([a.connect(), b.connect()]);
    const send = (of: number, line: string) => {
      const bytes = new TextEncoder().encode(`${line}\n`);
      transports[of].listener.onChunk({ timeMs: 1, bytes });
    };
    send(0, 'x[V]:1');
    send(1, 'y[V]:1');
    const memory = new Memory();
    const focus = focusOn(devices, memory);
    focus.plot(a, 'b/y', true);
    assert.deepEqual(focus.plots(a)[0].channelIds, ['a/x', 'b/y']);
    send(1, 'y[V]:1,late[V]:1');
    memory.kept.set('telemetryhub.layouts', {
      a: [{ id: 'p1', channelIds: ['a/x', 'b/late2'], share: 1, ranges: {} }],
    });
    const again = focusOn(devices, memory);
    assert.equal(again.isPlotted(a, 'b/late2'), false);
    send(1, 'y[V]:1,late2[V]:1');
    assert.equal(again.isPlotted(a, 'b/late2'), true);
  });

  it('puts no channel on a stack that does not exist', async () => {
    const { devices, device } = await deviceWith('a[V]:1');
    const memory = new Memory();
    const focus = focusOn(devices, memory);
    focus.plot(device, 'ghost', true);
    focus.plotAlone(device, 'ghost');
    assert.equal(memory.kept.size, 0);
    assert.equal(focus.plots(device)[0].channelIds.length, 1);
  });

  it('remembers 32 layouts, the newest', async () => {
    const { devices, device } = await deviceWith('a[V]:1');
    const memory = new Memory();
    const old = { id: 'p1', channelIds: ['x'], share: 1, ranges: {} };
    const many = Array.from({ length: 40 }, (_, i) => [`d${i}`, [old]] as const);
    memory.kept.set('telemetryhub.layouts', Object.fromEntries(many));
    focusOn(devices, memory).plotAlone(device, device.channels[0].id);
    const kept = Object.keys(memory.kept.get('telemetryhub.layouts') ?? {});
    assert.deepEqual([kept.length, kept[0], kept.at(-1)], [32, 'd9', device.profile.id]);
  });

  it('forgets what a workspace remembers wrongly', async () => {
    const { devices, device } = await deviceWith('a:1');
    const memory = new Memory();
    memory.kept.set('telemetryhub.layouts', { d: [{ id: 3 }], [device.profile.id]: 'x' });
    assert.equal(focusOn(devices, memory).plots(device)[0].channelIds.length, 1);
  });

  it('takes up what a page kept, but not against what was chosen since', () => {
    const devices = fakeDevices();
    const a = devices.add({ ...PROFILE, id: 'a' });
    const b = devices.add({ ...PROFILE, id: 'b' });
    const kept = { deviceId: 'b', spanMs: 60_000, tab: undefined, drawerPx: 336 };
    const focus = focusOn(devices);
    focus.restore(kept);
    assert.equal(focus.device, b);
    focus.set('a');
    focus.restore(kept);
    assert.equal(focus.device, a);
  });
});
