import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Device } from '../../src/device/device';
import { clear, command, extension, startedSimulator, until } from './support';

const folder = vscode.workspace.workspaceFolders?.[0].uri.fsPath ?? '';
const file = path.join(folder, 'decoders', 'simulated-device.ts');

function simulator(): Device {
  const device = extension().exports.devices.get('simulated-device');
  assert.ok(device !== undefined);
  return device;
}

/** Writes the script as the editor does. */
async function save(text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  // VS Code refuses while it has not yet noticed what was written to the file before.
  await until('it is saved', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(edit);
    return await document.save();
  });
}

const PATIENCE_MS = 30_000;

const problems = () =>
  vscode.languages
    .getDiagnostics(vscode.Uri.file(file))
    .filter(({ source }) => source === 'TelemetryHub');

describe('a decoder script', function () {
  // Each step starts a worker anew; on a busy machine all of them took longer than one test may by itself.
  this.timeout(120_000);
  afterEach(async () => {
    // SafeState outlives a device that is removed.
    await command('reset', 'simulated-device');
    await clear();
    rmSync(path.dirname(file), { recursive: true, force: true });
  });

  it('is made from a template beside the bytes, decodes, is read again on save, and says its errors in the Problems view', async () => {
    const first = await startedSimulator();
    await command('newDecoderScript', first.profile.id);
    const template = readFileSync(file, 'utf8');
    assert.match(template, /export function decode\(frame: Uint8Array, out: Out\)/);
    assert.match(template, /The last bytes that came:\n \* {3}[0-9a-f]{2} /);
    const shown = vscode.window.visibleTextEditors.map(({ document }) => document.getText());
    assert.ok(
      shown.some((text) => /^Simulated device: the last [\d,]+ of [\d,]+ bytes\./.test(text)),
    );
    await until('samples of the script', () => simulator().counters.samples > 0, PATIENCE_MS);
    assert.equal(simulator().profile.format.kind, 'script');
    assert.equal(simulator().state, 'measuring');

    await save('export function decode(frame, out) {\n  out.sample("size", frame.length);\n}\n');
    await until(
      'the other channel',
      () => simulator().channels.some(({ name }) => name === 'size'),
      PATIENCE_MS,
    );
    assert.deepEqual(problems(), []);

    await save('export function decode(frame, out) {\n\n  throw new Error("no idea");\n}\n');
    await until('the problem', () => problems().length > 0, PATIENCE_MS);
    assert.equal(problems()[0].range.start.line, 2);
    assert.match(problems()[0].message, /no idea/);

    await save('export function decode(frame, out) {\n  out.sample("size", frame.length);\n}\n');
    await until('no problem', () => problems().length === 0, PATIENCE_MS);
  });

  it('that is there already is kept', async () => {
    await startedSimulator();
    await vscode.workspace.fs.createDirectory(vscode.Uri.file(path.dirname(file)));
    writeFileSync(file, 'export const decode = (frame, out) => out.sample("mine", 1);\n');
    await command('newDecoderScript', 'simulated-device');
    await until(
      'its channel',
      () => simulator().channels.some(({ name }) => name === 'mine'),
      PATIENCE_MS,
    );
  });
});
