import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Device } from '../../src/device/device';
import { clear, command, set, startedSimulator, until } from './support';

/** Channels of the simulated device. */
const FIRST = 'temp_motor';
const SECOND = 'rpm';
const THIRD = 'vbus';

describe('the line that prints a channel', () => {
  const root = vscode.workspace.workspaceFolders?.at(0)?.uri.fsPath ?? '';
  const folder = path.join(root, 'firmware');
  let device: Device;

  before(async () => {
    assert.notEqual(root, '', 'the suite has a folder open');
    mkdirSync(path.join(folder, 'build'), { recursive: true });
    write('main.c', ['int temp;', 'void f(void) {', `  printf("${FIRST}:%.1f\\n", t);`, '}']);
    write('log.c', [`void g(void) { puts("${FIRST} is too high"); }`]);
    write('build/main.c', [`  printf("${FIRST}:%.1f\\n", t);`]);
    write('two.c', [`  printf("${SECOND}:%d\\n", a);`, '', `  printf("${SECOND}:%d\\n", b);`]);
    write('third.c', ['  send(g_third);']);
    device = await startedSimulator();
  });
  after(async () => {
    await set('sourceNames', undefined);
    await clear();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, lines: readonly string[]) => {
    writeFileSync(path.join(folder, name), lines.join('\n'));
  };
  const idOf = (name: string) => `${device.profile.id}/${name}`;
  const shown = () => {
    const { document, selection } = vscode.window.activeTextEditor ?? {};
    if (document === undefined || selection === undefined) return undefined;
    return `${path.basename(document.uri.path)}:${String(selection.active.line + 1)} ${document.getText(selection)}`;
  };

  it('is opened, with the name selected, and none that was built', async () => {
    await command('goToLine', idOf(FIRST));
    assert.equal(shown(), `main.c:3 ${FIRST}`);
  });

  it('is chosen from a list, with a preview, where several are equally good', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const done = command('goToLine', idOf(SECOND));
    await until('a preview of the first', () => shown() === `two.c:1 ${SECOND}`);
    await vscode.commands.executeCommand('workbench.action.quickOpenNavigateNext');
    await until('a preview of the next', () => shown() === `two.c:3 ${SECOND}`);
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await done;
    assert.equal(shown(), `two.c:3 ${SECOND}`);
  });

  it('is looked for by what the setting calls the channel', async () => {
    await set('sourceNames', { g_third: THIRD });
    await command('goToLine', idOf(THIRD));
    assert.equal(shown(), 'third.c:1 g_third');
  });

  it('is said not to be found, with what was sought and the way out', async () => {
    await set('sourceNames', undefined);
    const said: unknown[] = [];
    const { window } = vscode;
    const { showInformationMessage } = window;
    const note = (text: string) => Promise.resolve(void said.push(text));
    Object.assign(window, { showInformationMessage: note });
    try {
      await command('goToLine', idOf(THIRD));
    } finally {
      Object.assign(window, { showInformationMessage });
    }
    assert.equal(said.length, 1);
    assert.match(String(said[0]), /\d source files.*telemetryhub\.sourceNames/);
    assert.ok(String(said[0]).includes(`"${THIRD}"`));
  });
});
