import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { clear, command, extension, set, startedSimulator, until } from './support';

const TEXT = 'int rpm;\nint g_bus;\nint other; // temp_motor\n';

describe('hovers in the source', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'telemetryhub-hover-'));
  let source: vscode.Uri;
  let page: vscode.Uri;

  before(async () => {
    source = vscode.Uri.file(path.join(folder, 'main.c'));
    page = vscode.Uri.file(path.join(folder, 'notes.txt'));
    for (const { fsPath } of [source, page]) writeFileSync(fsPath, TEXT);
    await vscode.workspace.openTextDocument(source);
    await vscode.workspace.openTextDocument(page);
    await extension().activate();
  });
  after(async () => {
    await set('sourceNames', undefined);
    await clear();
    rmSync(folder, { recursive: true });
  });

  /** All that is said over a word of the line. */
  const hover = async (line: number, word: string, uri = source) => {
    const at = new vscode.Position(line, TEXT.split('\n')[line].indexOf(word) + 1);
    const found = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      at,
    );
    return found
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n')
      .replaceAll('&nbsp;', ' ')
      .replaceAll('\u00a0', ' ')
      .replaceAll('\\', '');
  };

  it('say nothing while no device has channels', async () => {
    assert.equal(await hover(0, 'rpm'), '');
  });

  it('say what the channel of this name shows, draw it, and lead to plot and line', async () => {
    const device = await startedSimulator();
    const text = await hover(0, 'rpm');
    assert.match(text, /\*\*rpm\*\* · Simulated device · [\d,]+ rpm · [\d.]+ s old/);
    assert.match(text, /min [\d,]+ rpm · max [\d,]+ rpm · mean [\d,.]+ rpm over the last \d+ s/);
    const [, base64] = /data:image\/svg\+xml;base64,([A-Za-z0-9+/=]+)/.exec(text) ?? [];
    assert.match(Buffer.from(base64, 'base64').toString(), /^<svg .*<path d="M/);
    const id = encodeURIComponent(JSON.stringify([`${device.profile.id}/rpm`]));
    assert.ok(text.includes(`command:telemetryhub.plotChannel?${id}`), text);
    assert.ok(text.includes(`command:telemetryhub.goToLine?${id}`), text);
    assert.match(await hover(2, 'temp_motor'), /temp_motor/);
  });

  it('say nothing of other words, nor in files that are no sources', async () => {
    assert.equal(await hover(2, 'other'), '');
    assert.equal(await hover(0, 'rpm', page), '');
  });

  it('know what the setting calls a channel', async () => {
    assert.equal(await hover(1, 'g_bus'), '');
    await set('sourceNames', { g_bus: 'vbus' });
    assert.match(await hover(1, 'g_bus'), /\*\*vbus\*\*/);
  });

  it('are over when the device is gone', async () => {
    await command('removeDevice', 'simulated-device');
    const { devices } = extension().exports;
    await until('it is gone', () => devices.all.length === 0);
    assert.equal(await hover(0, 'rpm'), '');
  });
});
