import assert from 'node:assert/strict';
import { MAX_WRITES, WriteGate } from '../../../../src/vscode/assistant/writeGate';
import { ToolBench } from './toolBench';

const WRITE = { act: 'send', what: 'PING' } as const;

describe('WriteGate', () => {
  const make = () => {
    const tools = new ToolBench({ failureThreshold: 1 });
    const { device, clock } = tools.bench;
    return { tools, device, clock, gate: new WriteGate(clock.nowMs) };
  };
  const nothing = () => Promise.resolve();

  it('lets so many changes through in a minute, and says when the next may be', async () => {
    const { device, clock, gate } = make();
    for (let i = 0; i < MAX_WRITES; i++) {
      await gate.write(device, WRITE, nothing);
      clock.advance(1000);
    }
    assert.throws(() => gate.check(device, WRITE), /10 changes.*Try again in 50 s/);
    clock.advance(49_999);
    assert.throws(() => gate.check(device, WRITE), /Try again in 1 s/);
    clock.advance(1);
    gate.check(device, WRITE);
  });

  it('refuses in SafeState whatever acts on the device, and counts nothing', async () => {
    const { tools, device, gate } = make();
    await tools.measuring();
    tools.receive('temp:ERR\n');
    assert.equal(device.state, 'safeState');
    assert.throws(() => gate.check(device, WRITE), /SafeState \(.*the user resets it first/);
    await assert.rejects(gate.write(device, WRITE, nothing), /SafeState/);
    gate.check(device, { act: 'pause', what: 's', acts: false });
    assert.deepEqual(tools.marks, []);
  });

  it('marks each change with what became of it', async () => {
    const { tools, device, gate } = make();
    await gate.write(device, { act: 'send', what: 'A\u0007' }, nothing);
    const failing = gate.write(device, WRITE, () => Promise.reject(new Error('gone')));
    await assert.rejects(failing, /gone/);
    assert.deepEqual(tools.marks, ['send done: A\\u{7}', 'send failed: PING']);
    const last = device.events.all.at(-1)?.fact;
    assert.equal(last?.kind === 'assistant' && last.detail, 'gone');
  });
});
