import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parseProfile } from '../../src/device/parseProfile';
import { clear, command, extension, set, startedSimulator, until } from './support';

describe('the menu of a device', () => {
  afterEach(async () => {
    await set('devices', undefined);
    const { devices } = await extension().activate();
    await until('only devices added by hand', () => devices.get('pump') === undefined);
    await clear();
  });

  it('copies all its settings, as they could stand in a settings file', async () => {
    const device = await startedSimulator();
    await command('copySettings', device.profile.id);
    const copied: unknown = JSON.parse(await vscode.env.clipboard.readText());
    assert.deepEqual(parseProfile(copied, 0), { ok: true, profile: device.profile });
  });

  it('edits a device added by hand in the settings, where it goes on as it was', async () => {
    const { devices } = await extension().activate();
    const device = await startedSimulator();
    await command('editDevice', device.profile.id);
    const editor = vscode.window.activeTextEditor;
    assert.match(editor?.document.fileName ?? '', /settings\.json$/);
    const line = editor?.document.lineAt(editor.selection.active.line).text ?? '';
    assert.match(line, /"name": "Simulated device"/);
    await until('the settings define it', () => {
      const list: unknown = vscode.workspace.getConfiguration('telemetryhub').get('devices');
      return Array.isArray(list) && list.length === 1;
    });
    assert.equal(devices.get('simulated-device'), device);
    assert.equal(device.state, 'measuring');
    await set('devices', undefined);
    await until('it has gone with its entry', () => devices.all.length === 0);
  });

  it('edits a device of the settings at its entry', async () => {
    const { devices } = await extension().activate();
    const pump = (id: string) => ({ id, name: 'Pump', transport: { kind: 'simulator' } });
    await set('devices', [pump('spare'), pump('pump')]);
    await until('the device is there', () => devices.get('pump') !== undefined);
    await command('editDevice', 'pump');
    const editor = vscode.window.activeTextEditor;
    const line = editor?.document.lineAt(editor.selection.active.line).text ?? '';
    assert.match(line, /"id": "pump"/);
  });
});
