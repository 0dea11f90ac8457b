import assert from 'node:assert/strict';
import type { Limit } from '../../../src/model';
import { MAX_LIMITS } from '../../../src/watch/limits';
import { LimitSettings, type LimitStore } from '../../../src/vscode/limitSettings';
import { PROFILE } from '../device/profile';
import { fakeDevices } from './fakes';

const HOT: Limit = {
  channel: 'temp',
  level: 'warning',
  side: 'high',
  bound: 70,
  hysteresis: 0,
  persistenceMs: 0,
  action: 'mark',
};

/** A workspace's setting over a user's: per device, the workspace's list counts. */
class Layers implements LimitStore {
  constructor(
    public own: Record<string, unknown> = {},
    readonly user: Record<string, unknown> = {},
  ) {}

  read(): unknown {
    return { ...this.user, ...this.own };
  }
  readOwn(): unknown {
    return this.own;
  }
  write(value: unknown): Promise<void> {
    this.own = value as Record<string, unknown>;
    return Promise.resolve();
  }
}

function board(store: LimitStore) {
  const devices = fakeDevices();
  const settings = new LimitSettings(devices, store);
  const device = devices.add({ ...PROFILE, id: 'motor', name: 'Motor board' });
  return { devices, settings, device };
}

describe('LimitSettings', () => {
  it('gives a device that comes the limits of its name, and of every device', () => {
    const every = { ...HOT, channel: 'vbus' };
    const { device } = board(new Layers({ 'Motor board': [HOT], '*': [every], other: [HOT] }));
    assert.deepEqual(device.limits, [HOT, every]);
  });

  it('knows a device by its id as well', () => {
    assert.deepEqual(board(new Layers({ motor: [HOT] })).device.limits, [HOT]);
  });

  it('prefers the limit of the device to the same one of every device', () => {
    const own = { ...HOT, bound: 80 };
    const { device } = board(new Layers({ 'Motor board': [own], '*': [HOT] }));
    assert.deepEqual(device.limits, [own]);
  });

  it('keeps a limit that is set, in the place of the same one, beside all others', async () => {
    const low = { ...HOT, side: 'low' as const, bound: 5 };
    const store = new Layers({ 'Motor board': [HOT, low], Pump: [HOT] });
    const { settings, device } = board(store);
    await settings.set(device, { ...HOT, bound: 75 });
    assert.deepEqual(store.own, { 'Motor board': [{ ...HOT, bound: 75 }, low], Pump: [HOT] });
    assert.deepEqual(device.limits, [{ ...HOT, bound: 75 }, low]);
  });

  it('leaves as they were written the entries that it cannot read, and what it does not change', async () => {
    const { channel, level, side } = HOT;
    const short = { channel, level, side, bound: 70, note: 'data sheet, page 4' };
    const odd = [{ channel: 3 }, { ...HOT, level: 'fatal' }, 'todo', null, { ...HOT, bound: '80' }];
    const store = new Layers({ 'Motor board': [...odd, short, HOT], Pump: 7 });
    const { settings, device } = board(store);
    await settings.set(device, { ...HOT, bound: 75, hysteresis: 2 });
    const moved = { ...short, bound: 75, hysteresis: 2 };
    assert.deepEqual(store.own, { 'Motor board': [...odd, moved, HOT], Pump: 7 });
    await settings.set(device, { ...HOT, side: 'low', bound: 1 });
    const low = { ...HOT, side: 'low', bound: 1 };
    assert.deepEqual(store.own, { 'Motor board': [...odd, moved, HOT, low], Pump: 7 });
    // Both that count as the same one go: the second would come to count.
    await settings.remove(device, HOT);
    assert.deepEqual(store.own, { 'Motor board': [...odd, low], Pump: 7 });
    assert.deepEqual(device.limits, [low]);
  });

  it('writes over nothing of another shape, and says what is wrong', async () => {
    const store = new Layers({ 'Motor board': { temp: 70 } });
    const { settings, device } = board(store);
    await assert.rejects(
      settings.set(device, HOT),
      /telemetryhub\.limits\["Motor board"\] must be/,
    );
    assert.deepEqual(store.own, { 'Motor board': { temp: 70 } });
  });

  it('refuses a limit that would not count any more', async () => {
    const full = Array.from({ length: MAX_LIMITS }, (_, i) => ({
      ...HOT,
      channel: `c${String(i)}`,
    }));
    const store = new Layers({ 'Motor board': full });
    const { settings, device } = board(store);
    await assert.rejects(settings.set(device, HOT), /at most 64 limits/);
    await settings.set(device, { ...full[0], bound: 1 });
    assert.equal(device.limits[0].bound, 1);
  });

  it('loses none of several that are set at once', async () => {
    const store = new Layers();
    const { settings, device } = board(store);
    const channels = ['a', 'b', 'c'];
    await Promise.all(channels.map((channel) => settings.set(device, { ...HOT, channel })));
    assert.deepEqual(
      device.limits.map(({ channel }) => channel),
      channels,
    );
  });

  it('removes a limit and leaves no empty list behind', async () => {
    const store = new Layers({ 'Motor board': [HOT], Pump: [HOT] });
    const { settings, device } = board(store);
    await settings.remove(device, HOT);
    assert.deepEqual(store.own, { Pump: [HOT] });
    assert.deepEqual(device.limits, []);
  });

  it('hides what the user set for all workspaces', async () => {
    const store = new Layers({}, { 'Motor board': [HOT] });
    const { settings, device } = board(store);
    await settings.remove(device, HOT);
    assert.deepEqual(device.limits, []);
    assert.deepEqual(store.own, { 'Motor board': [] });
  });

  it('says where a limit of every device has to be removed', async () => {
    const { settings, device } = board(new Layers({ '*': [HOT] }));
    await assert.rejects(settings.remove(device, HOT), /every device.*telemetryhub\.limits/);
    assert.deepEqual(device.limits, [HOT]);
  });

  it('names what is wrong and lets the others count', () => {
    const { settings, device } = board(
      new Layers({ 'Motor board': [{ channel: 3 }, HOT], Pump: 7 }),
    );
    assert.deepEqual(device.limits, [HOT]);
    const problems = settings.problems();
    assert.equal(problems.length, 2);
    assert.match(problems[0], /^telemetryhub\.limits\["Motor board"\]: Limit 1: channel/);
    assert.match(problems[1], /^telemetryhub\.limits\["Pump"\]: /);
  });

  it('gives nothing more once it is disposed', () => {
    const { devices, settings } = board(new Layers({ '*': [HOT] }));
    settings.dispose();
    assert.deepEqual(devices.add({ ...PROFILE, id: 'late', name: 'Late' }).limits, []);
  });
});
