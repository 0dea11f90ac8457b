import assert from 'node:assert/strict';
import type { Device } from '../../src/device/device';
import { clear, command, faultSpec, startedSimulator, until } from './support';

describe('SafeState', () => {
  let device: Device;

  before(async () => {
    device = await startedSimulator();
  });
  after(clear);

  it('is entered when communication keeps failing', async () => {
    await device.arm(faultSpec('communicationFailure', { probability: 1 }));
    await until('the breaker trips', () => device.state === 'safeState');
    assert.match(device.cause, /framing/);
    assert.equal(device.history.at(-1)?.to, 'safeState');
  });

  it('refuses start with the reason and the way out, and stays', async () => {
    await assert.rejects(device.start(), /SafeState \(framing.*Reset it first/);
    assert.equal(device.state, 'safeState');
  });

  it('goes on counting what arrives', async () => {
    const { bytesIn } = device.counters;
    await until('bytes arrive', () => device.counters.bytesIn > bytesIn);
  });

  it('is left by reset alone, and then the device measures again', async () => {
    await device.disarmAll();
    await command('stop', device.profile.id);
    assert.equal(device.state, 'safeState');
    await command('reset', device.profile.id);
    assert.equal(device.state, 'idle');
    await command('start', device.profile.id);
    const { samples } = device.counters;
    await until('samples flow', () => device.counters.samples > samples + 100);
    assert.equal(device.state, 'measuring');
  });

  it('leaves a report of what was rejected', async () => {
    const vscode = await import('vscode');
    await command('showRejected', device.profile.id);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /frames rejected/);
    assert.match(text, /framing: /);
  });
});
