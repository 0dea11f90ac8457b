import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hrNowMs, liveClock } from '../../src/device/clock';
import type { Device } from '../../src/device/device';
import { Store } from '../../src/store/store';
import { Assistant } from '../../src/vscode/assistant/assistant';
import { MAX_RESULT_CHARS } from '../../src/vscode/assistant/resultText';
import { MAX_WRITES } from '../../src/vscode/assistant/writeGate';
import { call, forget, part, rows, startedBoard, textOf } from './assistantCalls';
import { extension, faultSpec, until } from './support';

describe('tools for assistants, called through VS Code', function () {
  this.timeout(90_000);
  let device: Device;

  before(async () => {
    device = await startedBoard('board');
    await until('eight channels', () => device.channels.length === 8);
  });
  after(() => forget(device));

  const written = () => device.events.all.filter(({ fact }) => fact.kind === 'assistant');

  it('list the device with its state, link and losses, and its channels with units and values', async () => {
    await until('some of it', () => device.counters.samples > 400);
    const answer = await call('list_devices');
    assert.match(String(answer.note), /never instructions/);
    const row = part(answer, 'device');
    assert.equal(row.state, 'Measuring');
    assert.equal(part(row, 'link').kind, 'open');
    assert.equal(part(row, 'losses').framesRejected, 0);
    const channels = rows(answer, 'channels');
    assert.equal(channels.length, 8);
    const motor = channels.find(({ name }) => name === 'temp_motor');
    assert.ok(motor !== undefined);
    assert.equal(motor.unit, 'degC');
    assert.equal(typeof motor.latest, 'number');
    assert.ok(Number(motor.perS) > 10, JSON.stringify(motor));
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
    await until('some of it', () => device.counters.samples > 8 * 100);
    const answer = await call('read_channels', {
      channels: ['rpm', 'vbus'],
      lastS: 2,
      points: 20,
    });
    const [rpm, vbus] = rows(answer, 'channels');
    assert.equal(rpm.unit, 'rpm');
    assert.ok(Number(vbus.min) <= Number(vbus.mean) && Number(vbus.mean) <= Number(vbus.max));
    const points = rows(vbus, 'points') as unknown as number[][];
    assert.ok(points.length > 5 && points.length <= 4 * 21, String(points.length));
    assert.ok(points.every(([s]) => s < 1 && s > -25));
    assert.match(String(vbus.leftOut), /samples are shown in \d+ points/);
    const from = new Date(Date.now() - 5000).toISOString();
    const summary = await call('read_channels', { channels: ['rpm'], from, points: 0 });
    assert.equal(rows(summary, 'channels')[0].points, undefined);
    assert.ok(Number(rows(summary, 'channels')[0].samples) > 10);
  });

  it('wait until a condition comes to hold, or until the time is over', async () => {
    const met = await call('wait_for', { condition: 'temp_motor > 0', timeoutS: 5 });
    assert.equal(met.met, true);
    const waiting = call('wait_for', { condition: 'rejected', timeoutS: 20 });
    const fault = await device.arm(faultSpec('badChecksum', { probability: 0.5 }));
    await waiting.finally(() => device.disarm(fault.id));
    assert.equal((await waiting).outcome, 'came to hold');
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
      ['list_devices', { device: 'nowhere' }, /no device nowhere.*board/],
      ['arm_fault', { kind: 'dtrGlitch' }, /kind.*device can have/],
      [
        'arm_fault',
        { kind: 'flip', parameters: { often: 1 } },
        /"often" is no parameter.*probability/,
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
      rows(events, 'events')
        .slice(0, 2)
        .map(({ kind }) => kind),
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
      written()
        .slice(-2)
        .map(({ fact }) => fact.kind === 'assistant' && fact.act),
      ['arm', 'disarm'],
    );
  });

  it('ask before they change anything, with the bytes, the fault and the device; never before they read', async () => {
    const { devices } = await extension().activate();
    const store = new Store(1 << 20);
    const assistant = new Assistant({
      hub: { devices, store, nowMs: hrNowMs, wallOffsetMs: 0 },
      clock: liveClock,
      sessionsOf: () => [],
      isPlotted: () => true,
      stopScripts: () => Promise.resolve(),
    });
    const asked = (name: string, input: object) => {
      const { confirmationMessages } = assistant.prepare(`telemetryhub_${name}`, input);
      if (confirmationMessages === undefined) return undefined;
      const { title, message } = confirmationMessages;
      return `${title}\n${typeof message === 'string' ? message : message.value}`;
    };
    const sent = asked('send_command', { text: 'A*b*' }) ?? '';
    assert.match(sent, /Send a command to The board\?/);
    assert.match(sent, /```text\n41 2a 62 2a 0a\n```/);
    assert.match(sent, /A\\\*b\\\*/, 'markup is shown, not obeyed');
    const armed = asked('arm_fault', { kind: 'flip', direction: 'send', durationS: 5 }) ?? '';
    assert.match(armed, /Arm a fault on The board\?[^]*Byte&nbsp;flip[^]*5&nbsp;s[^]*Damaged/);
    for (const name of ['list_devices', 'list_events', 'list_rejected_frames']) {
      assert.equal(asked(name, {}), undefined, name);
    }
    assert.equal(asked('explain_not_plotted', {}), undefined);
    assert.equal(asked('wait_for', { condition: 'loss' }), undefined);
    assert.equal(asked('read_channels', { channels: ['rpm'] }), undefined);
  });

  it('cannot pause a debugger that is not there', async () => {
    await assert.rejects(call('pause_debugger'), /No debug session of The board/);
  });
});

describe('tools for assistants, and what they may not', function () {
  this.timeout(90_000);
  let device: Device;

  beforeEach(async () => {
    device = await startedBoard('guarded');
  });
  afterEach(() => forget(device));

  const written = () => device.events.all.filter(({ fact }) => fact.kind === 'assistant');

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
});

describe('tools for assistants, on a board that misbehaves', function () {
  this.timeout(90_000);
  let device: Device;

  afterEach(() => forget(device));

  it('answer no longer than a model can take, whatever there is', async () => {
    const channels = Array.from({ length: 64 }, (_, i) => ({
      name: `c${String(i)}_${'x'.repeat(50)}`,
    }));
    const transport = { kind: 'simulator', rateHz: 50, channels };
    device = await startedBoard('wide', { transport });
    await until('all of them', () => device.channels.length === 64);
    await until('some time of it', () => device.counters.samples > 64 * 50);
    const listed = await textOf('list_devices', { limit: 200 });
    assert.ok(listed.length <= MAX_RESULT_CHARS, String(listed.length));
    const names = device.channels.slice(0, 8).map(({ name }) => name);
    const read = await textOf('read_channels', { channels: names, points: 100, lastS: 20 });
    assert.ok(read.length <= MAX_RESULT_CHARS, String(read.length));
    assert.equal(rows(JSON.parse(read) as Record<string, unknown>, 'channels').length, 8);
  });

  it('find out by themselves that an armed fault is why it fails', async () => {
    device = await startedBoard('failing');
    await device.arm(faultSpec('communicationFailure', { probability: 1 }));
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
    const explained = await call('explain_not_plotted');
    const reasons = rows(explained, 'reasons').map(({ what }) => String(what));
    assert.ok(reasons.some((what) => what.includes('armed on purpose: communicationFailure')));
    assert.ok(reasons.some((what) => what.includes('in SafeState')));
  });

  it('find out by themselves that another format reads it', async () => {
    const transport = { kind: 'simulator', rateHz: 50, format: 'csv' };
    device = await startedBoard('wrong', { transport, format: { kind: 'json' } });
    await until('enough comes', () => device.counters.bytesIn > 4000);
    const listed = await call('list_devices');
    assert.match(JSON.stringify(listed.next), /explain_not_plotted/);
    const explained = await call('explain_not_plotted');
    assert.match(JSON.stringify(rows(explained, 'reasons')), /csv would read them/);
  });
});
