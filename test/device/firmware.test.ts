import assert from 'node:assert/strict';
import type { Device } from '../../src/device/device';
import type { Hub } from '../../src/hub';
import type { Limit } from '../../src/model';
import { unaccounted } from '../fixtures/faults';
import { EmulatedBoard } from './emulatedBoard';
import { makeHub, onPort, until } from './hubBench';

const HOT: Limit = {
  channel: 'temp',
  level: 'warning',
  side: 'high',
  bound: 60,
  hysteresis: 3,
  persistenceMs: 0,
  action: 'mark',
};
const TOO_HOT: Limit = { ...HOT, level: 'critical', bound: 92, action: 'safeState' };

function said(device: Device): readonly string[] {
  return device.log.all.map(({ text }) => text);
}

function values(hub: Hub, name: string): readonly number[] {
  return [...hub.store.query(`board/${name}`, 0, Infinity, 1e-9).hi];
}

describe('real firmware on an emulated Cortex-M3, through the hub', function () {
  this.timeout(60_000);
  const bugs: unknown[] = [];
  const board = new EmulatedBoard({ root: process.cwd() });
  let hub: Hub;
  let device: Device;

  const latest = (name: string) =>
    device.channels.find((channel) => channel.name === name)?.latest ?? NaN;
  const answer = async (line: string, wanted: string) => {
    const asked = said(device).length;
    await device.send(line);
    await until(device, () => said(device).length > asked);
    assert.deepEqual(said(device).slice(asked), [wanted]);
  };

  before(async () => {
    await board.power();
    hub = makeHub(bugs);
    const change = { id: 'board', commandSet: 'hub', format: { kind: 'keyValue' } } as const;
    device = hub.devices.add({ ...onPort(board.port), ...change, failureThreshold: 50 });
  });
  after(async () => {
    await hub.dispose();
    await board.dispose();
    assert.deepEqual(bugs, []);
  });

  it('answers each command as the contract says', async () => {
    await device.connect();
    // Of a port that was just opened, the first line may be the end of one.
    await device.send('GET_STATUS');
    await until(device, () => device.counters.framesRejected === 1);
    await answer('GET_STATUS', 'STATUS: Idle, Seq=0');
    await answer('CALIBRATE', 'ERROR: Device not measuring');
    await answer('SET_RATE=100abc', 'ERROR: Invalid rate value');
    await answer('SET_RATE=9', 'ERROR: Rate must be 10-10000 ms');
    await answer('SET_RATE=10001', 'ERROR: Rate must be 10-10000 ms');
    await answer('SET_RATE=20', 'OK: Rate set to 20 ms');
    await answer('STOP', 'ERROR: Device not measuring');
    await answer('LOAD=101', 'ERROR: Load must be 0-100 %');
    await answer('DANCE', 'ERROR: Unknown command');
    await answer('', 'ERROR: Empty command');
  });

  it('starts, and its samples become channels', async () => {
    await device.start();
    await until(device, () => (device.channels.at(1)?.count ?? 0) >= 10);
    assert.deepEqual(
      device.channels.map(({ name }) => name),
      ['temp', 'rpm'],
    );
    assert.equal(values(hub, 'temp')[0], 23.4);
    assert.equal(values(hub, 'rpm')[0], 1200);
    assert.ok(said(device).includes('OK: Measuring'));
    await device.send('CALIBRATE');
    await until(device, () => said(device).includes('OK: Calibrated'));
  });

  it('heats up under load across a limit, into Error, into SafeState', async () => {
    device.setLimits([HOT, TOO_HOT]);
    await device.send('LOAD=100');
    await until(device, () => device.alarms.length > 0);
    assert.equal(device.alarms[0].value, 60.4);
    await until(device, () => said(device).includes('EVT:Error'));
    await until(device, () => said(device).includes('EVT:SafeState'));
    device.setLimits([HOT]);
    // The line comes before the sample that it is about.
    await until(device, () => Math.max(...values(hub, 'temp')) > 90);
    await until(device, () => latest('temp') < 90);
    assert.equal(Math.max(...values(hub, 'temp')), 90.4);
    assert.equal(device.state, 'measuring', 'what it says of itself is no failure of its frames');
  });

  it('is stopped from acting by a limit that is crossed, and goes on being watched', async () => {
    device.setLimits([{ ...TOO_HOT, bound: 25 }]);
    await until(device, () => device.state === 'safeState');
    const { samples } = device.counters;
    await until(device, () => device.counters.samples > samples + 10);
    await assert.rejects(device.start(), /SafeState/);
  });

  it('is reset by the operator, boots, and measures again from the beginning', async () => {
    device.setLimits([]);
    await device.reset();
    assert.equal(device.state, 'idle');
    await until(device, () => said(device).at(-1) === 'BOOT:telemetry-fw 1');
    assert.equal(said(device).at(-2), 'OK: Reset to Idle');
    await device.start();
    const { samples } = device.counters;
    await until(device, () => device.counters.samples > samples + 10);
    assert.equal(latest('temp'), 23.4);
    await answer('LOAD=0', 'OK: Load set to 0 %');
  });

  it('dies in the middle: a failure of the link; powered again it measures again', async () => {
    await board.cutPower();
    await until(device, () => device.link.kind === 'reconnecting');
    assert.equal(device.state, 'error');
    assert.equal(device.cause, 'link lost');
    await board.power();
    const { samples } = device.counters;
    await until(device, () => device.counters.samples > samples + 10);
    assert.equal(device.state, 'measuring');
    assert.equal(device.link.kind, 'open');
    const states = device.history.slice(-2).map(({ to }) => to);
    assert.deepEqual(states, ['error', 'measuring'], 'attempts to reconnect are no failures');
  });

  it('sends as fast as the line takes it, and not a byte goes astray', async () => {
    await device.send('SET_RATE=0');
    const { samples } = device.counters;
    await until(device, () => device.counters.samples > samples + 20_000);
    await device.stop();
    await device.disconnect();
    await until(device, () => device.counters.bytesWaiting === 0);
    assert.equal(unaccounted(device.counters), 0);
    assert.deepEqual(
      device.rejections.filter(({ cause }) => cause !== 'partial'),
      [],
    );
  });
});
