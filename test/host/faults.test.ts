import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Device } from '../../src/device/device';
import type { FaultScript } from '../../src/model';
import {
  answering,
  clear,
  command,
  extension,
  faultSpec,
  set,
  startedSimulator,
  until,
} from './support';

const SCRIPT: FaultScript = {
  name: 'Two flips',
  steps: [
    { atS: 0, fault: { ...faultSpec('flip', { probability: 0 }), durationS: 1 } },
    { atS: 0.2, fault: { ...faultSpec('noise', { deviation: 0 }), durationS: 60 } },
  ],
};

describe('faults on purpose', () => {
  let device: Device;

  before(async () => {
    device = await startedSimulator();
  });
  after(async () => {
    await set('faultScripts', undefined);
    await clear();
  });

  it('damage what arrives, are scored, and end by their count', async () => {
    device.clearScore();
    const flip = faultSpec('flip', { probability: 0.01 });
    const { id } = await device.arm({ ...flip, count: 5 });
    assert.deepEqual(
      device.faults.map((fault) => fault.id),
      [id],
    );
    await until('it has disarmed itself', () => device.faults.length === 0);
    assert.ok(device.score.injected >= 5);
    await until('all are settled', () => device.score.pending === 0);
    const { injected, caught, missed } = device.score;
    assert.equal(caught + missed, injected);
    const kinds = device.events.all.map(({ fact }) => fact.kind);
    for (const kind of ['armed', 'injected', 'disarmed'] as const)
      assert.ok(kinds.includes(kind), kind);
  });

  it('are all disarmed by one command, on every device', async () => {
    await device.arm(faultSpec('latency'));
    await device.arm(faultSpec('spike', { probability: 0 }));
    await command('disarmAll');
    assert.deepEqual(device.faults, []);
  });

  it('are disarmed one by one from the tree', async () => {
    const { id: faultId } = await device.arm(faultSpec('noise', { deviation: 0 }));
    await device.arm(faultSpec('spike', { probability: 0 }));
    await command('disarmFault', { kind: 'fault', id: 'row', device, faultId });
    assert.deepEqual(
      device.faults.map(({ spec }) => spec.kind),
      ['spike'],
    );
    // The only one left needs no question.
    await command('disarmFault');
    assert.deepEqual(device.faults, []);
  });

  it('run as a script of the workspace, and stop with it', async () => {
    await set('faultScripts', [SCRIPT]);
    await command('runScript', SCRIPT.name);
    await until('both are armed', () => device.faults.length === 2);
    await until('the first is over', () => device.faults.length === 1);
    await command('stopScript', SCRIPT.name);
    assert.deepEqual(device.faults, []);
  });

  it('are kept from running on by Disarm All', async () => {
    await command('runScript', SCRIPT.name);
    await until('one is armed', () => device.faults.length >= 1);
    await command('disarmAll');
    assert.deepEqual(device.faults, []);
    await command('runScript', SCRIPT.name);
    await until('it runs again', () => device.faults.length >= 1);
    await command('disarmAll');
  });

  it('are a script that is deleted only once the user has confirmed it', async () => {
    const kept = () => vscode.workspace.getConfiguration('telemetryhub').get('faultScripts');
    await command('runScript', SCRIPT.name);
    await until('it runs', () => device.faults.length >= 1);
    const questions = await answering(undefined, () => command('deleteScript', SCRIPT.name));
    assert.deepEqual(questions, ['Delete the fault script Two flips?']);
    assert.deepEqual(kept(), [SCRIPT]);
    assert.ok(device.faults.length >= 1, 'it goes on');
    await answering('Delete', () => command('deleteScript', SCRIPT.name));
    assert.deepEqual(device.faults, []);
    assert.deepEqual(kept(), []);
  });

  it('have an id that is never used again', async () => {
    const first = await device.arm(faultSpec('spike', { probability: 0 }));
    await device.disarmAll();
    const second = await device.arm(faultSpec('spike', { probability: 0 }));
    await device.disarmAll();
    assert.ok(second.id > first.id);
    assert.ok((await extension().activate()).devices.all.includes(device));
  });
});
