import assert from 'node:assert/strict';
import { Focus } from '../../../src/vscode/focus';
import { PROFILE } from '../device/profile';
import { fakeDevices } from './fakes';

describe('Focus', () => {
  it('is on the first device until one is chosen, and again when that one is gone', async () => {
    const devices = fakeDevices();
    const focus = new Focus(devices);
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
    const focus = new Focus(fakeDevices());
    let calls = 0;
    const off = focus.onChange(() => calls++);
    focus.set('a');
    focus.set('a');
    focus.plot('a/x', false);
    off();
    focus.set('b');
    assert.equal(calls, 2);
  });

  it('leaves out what three value axes cannot carry', async () => {
    const transports: Parameters<typeof fakeDevices>[0] = [];
    const devices = fakeDevices(transports);
    const device = devices.add(PROFILE);
    await device.connect();
    const bytes = new TextEncoder().encode('a[V]:1,b[A]:1,c[V]:1,d[W]:1,e[s]:1,f[A]:1\n');
    transports[0].listener.onChunk({ timeMs: 1, bytes });
    const focus = new Focus(devices);
    const plotted = device.channels.filter(({ id }) => focus.isPlotted(device, id));
    assert.deepEqual(
      plotted.map(({ name }) => name),
      ['a', 'b', 'c', 'd', 'f'],
    );
  });

  it('plots the first eight channels of a device unless told otherwise', async () => {
    const transports: Parameters<typeof fakeDevices>[0] = [];
    const devices = fakeDevices(transports);
    const device = devices.add(PROFILE);
    await device.connect();
    const names = Array.from({ length: 10 }, (_, i) => `c${i}`);
    const bytes = new TextEncoder().encode(`${names.map((name) => `${name}:1`).join(',')}\n`);
    transports[0].listener.onChunk({ timeMs: 1, bytes });
    assert.equal(device.channels.length, 10);
    const focus = new Focus(devices);
    focus.plot(device.channels[0].id, false);
    focus.plot(device.channels[9].id, true);
    const plotted = device.channels.filter(({ id }) => focus.isPlotted(device, id));
    assert.deepEqual(
      plotted.map(({ name }) => name),
      [...names.slice(1, 8), 'c9'],
    );
  });

  it('takes up what a page kept, but not against what was chosen since', () => {
    const devices = fakeDevices();
    const a = devices.add({ ...PROFILE, id: 'a' });
    const b = devices.add({ ...PROFILE, id: 'b' });
    const kept = { deviceId: 'b', hidden: ['b/x', 'b/y'], spanMs: 60_000 };
    const focus = new Focus(devices);
    focus.plot('b/y', true);
    focus.restore(kept);
    assert.equal(focus.device, b);
    assert.deepEqual([focus.isPlotted(b, 'b/x'), focus.isPlotted(b, 'b/y')], [false, true]);
    focus.set('a');
    focus.restore(kept);
    assert.equal(focus.device, a);
  });
});
