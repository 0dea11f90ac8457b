import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Device } from '../../src/device/device';
import { MAX_RESULT_CHARS } from '../../src/vscode/assistant/resultText';
import { MAX_WRITES } from '../../src/vscode/assistant/writeGate';
import { call, part, rows, textOf } from './assistantCalls';
import { clear, command, faultSpec, set, startedSimulator, until } from './support';

describe('tools for assistants, called through VS Code', () => {
  let device: Device;

  beforeEach(async () => {
    device = await startedSimulator();
  });
  afterEach(async () => {
    await device.disarmAll();
    await device.reset();
    await clear();
  });

  const written = () => device.events.all.filter(({ fact }) => fact.kind === 'assistant');

  it('list the device with its state, link and losses, and its channels with units and values', async () => {
    await until('a second of it', () => device.counters.samples > 800);
    const answer = await call('list_devices');
    assert.match(String(answer.note), /never instructions/);
    const row = part(answer, 'device');
    assert.equal(row.state, 'Measuring');
    assert.equal(part(row, 'link').kind, 'open');
    assert.equal(part(row, 'losses').framesRejected, 0);
    const channels = rows(answer, 'channels');
    assert.equal(channels.length, 8);
    const motor = channels.find(({ name }) => name === 'temp_motor');
    assert.equal(motor?.unit, 'degC');
    assert.equal(typeof motor?.latest, 'number');
    assert.ok(Number(motor?.perS) > 50, JSON.stringify(motor));
  });

  it('page through channels and find them by a part of their name', async () => {
    const first = await call('list_devices', { limit: 3 });
    assert.equal(first.nextOffset, 3);
    assert.equal(rows(first, 'channels').length, 3);
    const rest = await call('list_devices', { offset: 3, limit: 200 });
    assert.equal(rows(rest, 'channels').length, 5);
    const temps = await call('list_devices', { match: 'TEMP' });
    assert.deepEqual(
      rows(temps, 'channels').map(({ name }) => name),
      ['temp_motor', 'temp_mcu'],
    );
  });

  it('read a span of channels in as many points as were asked for, and say what was folded', async () => {
    await until('two seconds of it', () => device.counters.samples > 1600);
    const answer = await call('read_channels', { channels: ['rpm', 'vbus'], lastS: 2, points: 20 });
    const [rpm, vbus] = rows(answer, 'channels');
    assert.equal(rpm.unit, 'rpm');
    assert.ok(Number(vbus.min) <= Number(vbus.mean) && Number(vbus.mean) <= Number(vbus.max));
    const points = rows(vbus, 'points') as unknown as number[][];
    assert.ok(points.length > 5 && points.length <= 4 * 21, String(points.length));
    assert.ok(points.every(([s]) => s < 1 && s > -5));
    assert.match(String(vbus.leftOut), /samples are shown in \d+ points/);
    const from = new Date(Date.now() - 1000).toISOString();
    const summary = await call('read_channels', { channels: ['rpm'], from, points: 0 });
    assert.equal(rows(summary, 'channels')[0].points, undefined);
    assert.ok(Number(rows(summary, 'channels')[0].samples) > 10);
  });

  it('wait until a condition comes to hold, or until the time is over', async () => {
    const met = await call('wait_for', { condition: 'temp_motor > 0', timeoutS: 5 });
    assert.equal(met.met, true);
    const armed = device.arm(faultSpec('communicationFailure', { probability: 1 }));
    const [state] = await Promise.all([
      call('wait_for', { condition: 'state SafeState', timeoutS: 20 }),
      armed,
    ]);
    assert.equal(state.met, true);
    assert.equal(state.state, 'SafeState');
    const never = await call('wait_for', { condition: 'temp_motor > 1e6', timeoutS: 0.2 });
    assert.equal(never.met, false);
  });

  it('end a wait that is cancelled', async () => {
    const source = new vscode.CancellationTokenSource();
    const waiting = call('wait_for', { condition: 'rpm > 1e9', timeoutS: 300 }, source.token);
    setTimeout(() => {
      source.cancel();
    }, 200);
    await assert.rejects(waiting);
    // What had waited is gone: as many as may wait can wait again.
    const waits = Array.from({ length: 16 }, () =>
      call('wait_for', { condition: 'rpm > 1e9', timeoutS: 0.5 }),
    );
    for (const answer of await Promise.all(waits)) assert.equal(answer.met, false);
  });

  it('say what is wrong with an input, where, and what would be right', async () => {
    const wrong: readonly [string, object, RegExp][] = [
      ['read_channels', { channels: ['temp_moto'] }, /no channel temp_moto.*temp_motor/],
      ['read_channels', { channels: [] }, /channels.*list of 1 to 8/],
      ['read_channels', { channels: ['rpm'], lastS: -1 }, /lastS.*from 0\.001/],
      ['wait_for', { condition: 'rpm >' }, /condition.*too early/],
      ['list_events', { kinds: ['nothing'] }, /kinds\[0\].*state, link/],
      ['list_rejected_frames', { limit: 1000 }, /limit.*from 1 to 50/],
      ['list_devices', { device: 'nowhere' }, /no device nowhere.*simulated-device/],
      ['arm_fault', { kind: 'dtrGlitch' }, /kind.*device can have/],
      [
        'arm_fault',
        { kind: 'flip', parameters: { often: 1 } },
        /often is no parameter.*probability/,
      ],
      ['send_command', { text: 'A\nB' }, /text.*one command/],
    ];
    for (const [name, input, message] of wrong) {
      await assert.rejects(call(name, input), message, `${name} ${JSON.stringify(input)}`);
    }
    assert.deepEqual(written(), []);
  });

  it('send a command, hand back its answer, and mark it as an assistant’s', async () => {
    const answer = await call('send_command', { text: 'GET_STATUS', waitMs: 1500 });
    assert.equal(answer.sentBytes, '47 45 54 5f 53 54 41 54 55 53 0a');
    const lines = rows(answer, 'linesAfter').map(({ text }) => String(text));
    assert.ok(
      lines.some((line) => line.startsWith('STATUS: ')),
      JSON.stringify(lines),
    );
    const [{ fact }] = written();
    assert.deepEqual(fact, {
      kind: 'assistant',
      act: 'send',
      what: 'GET_STATUS',
      outcome: 'done',
      detail: '',
    });
    const events = await call('list_events', { kinds: ['assistant', 'sent'] });
    assert.deepEqual(
      rows(events, 'events').map(({ kind }) => kind),
      ['sent', 'assistant'],
    );
  });

  it('arm a fault that ends by itself, and disarm it', async () => {
    const answer = await call('arm_fault', { kind: 'spike', channel: 'rpm', durationS: 30 });
    const { id } = part(answer, 'armed');
    assert.equal(device.faults.length, 1);
    assert.equal(device.faults[0].spec.durationS, 30);
    assert.equal(device.faults[0].spec.channel, 'rpm');
    await assert.rejects(call('clear_faults', { faultId: 99_999 }), /Armed are: \d+/);
    await call('clear_faults', { faultId: id });
    assert.equal(device.faults.length, 0);
    await assert.rejects(call('clear_faults'), /No fault is armed/);
    assert.deepEqual(
      written().map(({ fact }) => fact.kind === 'assistant' && fact.act),
      ['arm', 'disarm'],
    );
  });

  it('change nothing in SafeState, and say who may', async () => {
    await device.arm(faultSpec('communicationFailure', { probability: 1 }));
    await until('it trips', () => device.state === 'safeState');
    const why = /SafeState.*the user resets it first/;
    await assert.rejects(call('send_command', { text: 'START' }), why);
    await assert.rejects(call('arm_fault', { kind: 'flip' }), why);
    await assert.rejects(call('clear_faults'), why);
    assert.equal(device.faults.length, 1);
    assert.deepEqual(written(), []);
    assert.equal(part(await call('list_devices'), 'device').state, 'SafeState');
  });

  it('change a device only so often in a minute, and say when again', async () => {
    for (let i = 0; i < MAX_WRITES; i++)
      await call('send_command', { text: 'GET_STATUS', waitMs: 0 });
    const again = call('send_command', { text: 'GET_STATUS' });
    await assert.rejects(again, /Refused: 10 changes.*Try again in \d+ s/);
    assert.equal(written().length, MAX_WRITES);
    assert.equal((await call('list_devices')).note !== undefined, true);
  });

  it('cannot pause a debugger that is not there', async () => {
    await assert.rejects(call('pause_debugger'), /No debug session of Simulated device/);
  });

  it('answer no longer than a model can take, whatever there is', async () => {
    const channels = Array.from({ length: 64 }, (_, i) => ({
      name: `c${String(i)}_${'x'.repeat(50)}`,
    }));
    const transport = { kind: 'simulator', rateHz: 50, channels };
    await set('devices', [{ id: 'wide', name: 'Wide', transport }]);
    const { devices } = await (await import('./support')).extension().activate();
    await until('it is there', () => devices.get('wide') !== undefined);
    const wide = devices.get('wide');
    try {
      await wide?.start();
      await until('all of them', () => wide?.channels.length === 64);
      await until('some time of it', () => (wide?.counters.samples ?? 0) > 64 * 100);
      const listed = await textOf('list_devices', { device: 'wide', limit: 200 });
      assert.ok(listed.length <= MAX_RESULT_CHARS, String(listed.length));
      assert.match(listed, /rows did not fit/);
      const names = wide?.channels.slice(0, 8).map(({ name }) => name);
      const read = await textOf('read_channels', {
        device: 'wide',
        channels: names,
        points: 100,
        lastS: 2,
      });
      assert.ok(read.length <= MAX_RESULT_CHARS, String(read.length));
      assert.equal(rows(JSON.parse(read) as Record<string, unknown>, 'channels').length, 8);
    } finally {
      await set('devices', undefined);
      await until('it is gone', () => devices.get('wide') === undefined);
    }
  });

  it('find out by themselves why a board fails: here, because of an armed fault', async () => {
    await command('armFault');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await device.arm(faultSpec('communicationFailure', { probability: 0.9 }));
    await until('it fails', () => device.state === 'safeState');
    const { device: seen, next } = await call('list_devices');
    const row = seen as Record<string, unknown>;
    assert.equal(row.state, 'SafeState');
    assert.match(JSON.stringify(next), /list_events.*list_rejected_frames/);
    const rejected = await call('list_rejected_frames', { device: row.id, limit: 3 });
    const [frame] = rows(rejected, 'frames');
    assert.equal(frame.cause, 'framing');
    assert.match(String(frame.hex), /^[0-9a-f]{2}( [0-9a-f]{2})*$/);
    const events = rows(await call('list_events', { kinds: ['state', 'armed'] }), 'events');
    const trip = events.find(({ to }) => to === 'safeState');
    const armed = events.find(({ kind }) => kind === 'armed');
    assert.match(String(trip?.cause), /framing/);
    assert.ok(Number(armed?.number) < Number(trip?.number), 'the fault came before the failure');
    const reasons = rows(await call('explain_not_plotted'), 'reasons').map(({ what }) =>
      String(what),
    );
    assert.ok(reasons.some((what) => what.includes('armed on purpose: communicationFailure')));
    assert.ok(reasons.some((what) => what.includes('in SafeState')));
  });
});

describe('tools for assistants, on a device read in a wrong format', () => {
  after(async () => {
    await set('devices', undefined);
    await clear();
  });

  it('find out that another format reads it', async () => {
    const transport = { kind: 'simulator', rateHz: 50, format: 'csv', autoStart: true };
    await set('devices', [{ id: 'wrong', name: 'Wrong', transport, format: { kind: 'json' } }]);
    const { devices } = await (await import('./support')).extension().activate();
    await until('it is there', () => devices.get('wrong') !== undefined);
    await devices.get('wrong')?.start();
    await until('bytes come', () => (devices.get('wrong')?.counters.bytesIn ?? 0) > 4000);
    const listed = await call('list_devices', { device: 'wrong' });
    assert.match(JSON.stringify(listed.next), /explain_not_plotted/);
    const explained = await call('explain_not_plotted', { device: 'wrong' });
    assert.match(JSON.stringify(rows(explained, 'reasons')), /csv would read them/);
  });
});
