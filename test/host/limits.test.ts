import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Device } from '../../src/device/device';
import type { Limit } from '../../src/model';
import { clear, command, set, startedSimulator, until } from './support';

const HOT: Limit = {
  channel: 'temp_motor',
  level: 'critical',
  side: 'high',
  bound: -1000,
  hysteresis: 0,
  persistenceMs: 0,
  action: 'mark',
};

describe('limits', () => {
  let device: Device;

  before(async () => {
    device = await startedSimulator();
  });
  after(async () => {
    await set('limits', undefined);
    await clear();
  });

  it('come from the settings, and are raised and cleared as events', async () => {
    await set('limits', { [device.profile.name]: [HOT] });
    await until('the alarm is raised', () => device.alarms.length === 1);
    assert.deepEqual(device.limits, [HOT]);
    const facts = () => device.events.all.map(({ fact }) => fact);
    assert.ok(facts().some((fact) => fact.kind === 'limit' && fact.raised));
    await set('limits', { '*': [{ ...HOT, bound: 1e6 }] });
    await until('it is over', () => device.alarms.length === 0);
    assert.equal(device.limits[0].bound, 1e6);
  });

  it('are acknowledged by a command, and stand until the value is back', async () => {
    await set('limits', { [device.profile.name]: [HOT] });
    await until('the alarm is raised', () => device.alarms.length === 1);
    assert.equal(device.alarms[0].acknowledged, false);
    await command('acknowledge');
    assert.equal(device.alarms[0].acknowledged, true);
  });

  it('stop a device that must not act outside them, until it is reset', async () => {
    await set('limits', { [device.profile.name]: [{ ...HOT, action: 'safeState' }] });
    await until('SafeState', () => device.state === 'safeState');
    assert.match(device.cause, /temp_motor/);
    await set('limits', undefined);
    await until('no limit is left', () => device.limits.length === 0);
    await command('reset', device.profile.id);
    assert.equal(device.state, 'idle');
  });

  it('are removed from the settings by a command', async () => {
    await set('limits', { [device.profile.name]: [HOT], Pump: [HOT] });
    await until('the device has it', () => device.limits.length === 1);
    const channel = device.channels.find(({ name }) => name === HOT.channel);
    const row = { kind: 'channel', id: 'row', device, channelId: channel?.id };
    await command('removeLimit', row);
    assert.deepEqual(device.limits, []);
    const config = vscode.workspace.getConfiguration('telemetryhub');
    assert.deepEqual(config.get('limits'), { Pump: [HOT] });
  });
});
