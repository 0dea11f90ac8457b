import assert from 'node:assert/strict';
import { armFault } from '../../../../src/vscode/assistant/armFault';
import { clearFaults } from '../../../../src/vscode/assistant/clearFaults';
import { pauseDebugger } from '../../../../src/vscode/assistant/pauseDebugger';
import { sendCommand } from '../../../../src/vscode/assistant/sendCommand';
import { ToolBench } from './toolBench';

const told = (tools: ToolBench, ...[tool, input]: Parameters<ToolBench['plan']>) => {
  const { confirmation } = tools.plan(tool, input);
  assert.ok(confirmation !== undefined);
  return { ...confirmation, text: confirmation.lines.join('\n') };
};

describe('arm_fault and clear_faults', () => {
  it('ask with the fault, its settings, its end and the device', () => {
    const tools = new ToolBench();
    const input = { kind: 'flip', parameters: { probability: 0.25 }, direction: 'send', count: 3 };
    const { title, text } = told(tools, armFault, input);
    assert.equal(title, 'Arm a fault on Motor board?');
    assert.match(text, /Device: Motor board, simulator, 1 Hz \(closed\), Idle/);
    assert.match(text, /Byte flip: on the send path.*byte 0\.25.*seed 1/);
    assert.match(text, /after 60 s.*\n.*after 3 injections.*\nDamaged bytes will reach the device/);
    const reset = told(tools, armFault, { kind: 'disconnect' });
    assert.match(reset.text, /It reaches the device: boards may reset/);
    assert.match(told(tools, armFault, { kind: 'both' }).text, /commits it itself/);
    assert.match(told(tools, armFault, { kind: 'nan' }).text, /device itself is not touched/);
    assert.deepEqual(tools.marks, [], 'asking does nothing');
    assert.deepEqual(tools.bench.device.faults, []);
  });

  it('arm exactly what was confirmed, and disarm it again', async () => {
    const tools = new ToolBench();
    const { device } = tools.bench;
    const input = { kind: 'stuck', channel: 'temp', parameters: { holdMs: 50 }, durationS: 5 };
    await tools.call(armFault, input);
    const [{ id, spec }] = device.faults;
    assert.deepEqual(spec, {
      kind: 'stuck',
      parameters: { probability: 0.01, holdMs: 50 },
      seed: 1,
      direction: 'receive',
      channel: 'temp',
      durationS: 5,
    });
    assert.match(told(tools, clearFaults, { faultId: id }).text, /Value stuck F-001.*temp/);
    assert.throws(() => tools.plan(clearFaults, { faultId: 9 }), /No fault 9.*Armed are: 1/);
    const { facts } = await tools.call(clearFaults);
    assert.deepEqual(facts.stillArmed, []);
    assert.equal(tools.scriptsStopped, 1);
    assert.match(tools.marks.join(), /^arm done: Value stuck.*,disarm done: Value stuck F-001$/);
    assert.throws(() => tools.plan(clearFaults), /No fault is armed on Motor board/);
  });

  it('refuse what is no fault of this device, with what would be one', () => {
    const tools = new ToolBench();
    const plan = (input: object) => () => tools.plan(armFault, input);
    assert.throws(plan({ kind: 'explode' }), /input\.kind.*flip, drop/);
    assert.throws(plan({ kind: 'flip', parameters: { p: 1 } }), /input\.parameters.*probability/);
    assert.throws(plan({ kind: 'flip', durationS: 3601 }), /durationS.*to 3600/);
    assert.throws(plan({ kind: 'nan', direction: 'send' }), /receive/);
  });
});

describe('send_command', () => {
  it('asks with every byte, and sends these', async () => {
    const tools = new ToolBench();
    await tools.measuring();
    const input = { text: 'LED=1 é', ending: 'crlf', waitMs: 100 } as const;
    const { title, text, verbatim } = told(tools, sendCommand, input);
    assert.equal(title, 'Send a command to Motor board?');
    assert.match(text, /Text: LED=1 é\n.*10 in all/);
    assert.equal(verbatim, '4c 45 44 3d 31 20 c3 a9 0d 0a');
    assert.deepEqual(tools.bench.transport.written, []);
    const sending = tools.call(sendCommand, input);
    for (let i = 0; i < 10; i++) await Promise.resolve();
    tools.receive('OK then\n', 50);
    tools.bench.clock.advance(50);
    const { lists, facts } = await sending;
    assert.deepEqual(tools.bench.transport.written, ['LED=1 é\r\n']);
    assert.equal(facts.sentBytes, verbatim);
    assert.deepEqual(
      (lists?.linesAfter as { text: string }[]).map((line) => line.text),
      ['OK then'],
    );
    assert.deepEqual(tools.marks, ['send done: LED=1 é']);
  });

  it('refuses more than one command, none, and a link that is not open', async () => {
    const tools = new ToolBench();
    assert.throws(() => tools.plan(sendCommand, { text: 'A' }), /link is not open/);
    await tools.measuring();
    const plan = (input: object) => () => tools.plan(sendCommand, input);
    for (const text of ['A\nB', 'A\r', '\u001b[2J', 'A\u0000']) {
      assert.throws(plan({ text }), /input\.text.*one command/);
    }
    assert.throws(plan({ text: '', ending: 'none' }), /at least one character/);
    assert.throws(plan({ text: 'x'.repeat(257) }), /0 to 256/);
  });
});

describe('pause_debugger', () => {
  const session = (tools: ToolBench, halts: boolean) => {
    const listeners = new Set<(timeMs: number) => void>();
    const asked: string[] = [];
    tools.sessions.push({
      name: 'Board\u202e',
      state: 'running',
      threads: [],
      request: (command) => {
        asked.push(command);
        if (command === 'pause' && halts) for (const listener of listeners) listener(5);
        return Promise.resolve({ threads: [{ id: 7 }] });
      },
      onHalt: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    return asked;
  };

  it('asks, pauses every session of the device and marks it', async () => {
    const tools = new ToolBench();
    const asked = session(tools, true);
    assert.match(told(tools, pauseDebugger).text, /Debug sessions: Board\\u\{202e\}\n.*halts/);
    const { facts } = await tools.call(pauseDebugger);
    assert.deepEqual(asked, ['threads', 'pause']);
    assert.equal((facts.sessions as { outcome: string }[])[0].outcome, 'halted');
    assert.deepEqual(tools.marks, ['pause done: Board\\u{202e}']);
  });

  it('says so when the target does not halt, and when there is no session', async () => {
    const tools = new ToolBench();
    assert.throws(() => tools.plan(pauseDebugger), /No debug session of Motor board/);
    session(tools, false);
    const pausing = tools.call(pauseDebugger);
    for (let i = 0; i < 10; i++) await Promise.resolve();
    tools.bench.clock.advance(5000);
    await assert.rejects(pausing, /did not halt within 5 s/);
    assert.match(tools.marks.join(), /^pause failed/);
  });
});
