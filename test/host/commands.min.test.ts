import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/vscode/commands/table';
import { extension } from './support';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category?: string }[];
    readonly menus: Readonly<Record<string, readonly { command: string }[]>>;
    readonly keybindings: readonly { command: string; when?: string }[];
    readonly walkthroughs: readonly {
      steps: readonly { description: string; media: { markdown: string } }[];
    }[];
    readonly viewsWelcome: readonly { contents: string }[];
  };
}

const { contributes } = extension().packageJSON as Manifest;
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const declared = contributes.commands.map(({ command }) => command).sort();

describe('commands', () => {
  it('are the same in the manifest and in the table of handlers', () => {
    const handled = Object.keys(COMMANDS).map((id) => `telemetryhub.${id}`);
    assert.deepEqual(declared, handled.sort());
  });

  it('are all registered once the extension is awake', async () => {
    await extension().activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter((id) => !registered.has(id)),
      [],
    );
  });

  it('have a title and stand under one category', () => {
    const wrong = contributes.commands.filter(
      (c) => c.category !== 'TelemetryHub' || c.title === '',
    );
    assert.deepEqual(wrong, []);
  });

  it('are what menus, keys, welcome texts and the walkthrough lead to', () => {
    const inMenus = Object.values(contributes.menus).flatMap((menu) => menu.map((m) => m.command));
    const keys = contributes.keybindings.map((k) => k.command);
    const texts = [
      ...contributes.viewsWelcome.map(({ contents }) => contents),
      ...steps.map(({ description }) => description),
    ];
    const links = texts
      .flatMap((text) => [...text.matchAll(/\(command:([^)]+)\)/g)])
      .map(([, id]) => id);
    assert.deepEqual(
      [...inMenus, ...keys, ...links].filter((id) => !declared.includes(id)),
      [],
    );
    assert.ok(links.length >= 7);
  });

  it('have keys only where they cannot take a letter from a text', () => {
    for (const { command, when } of contributes.keybindings) {
      assert.match(when ?? '', /telemetryhub\.(armed|plotActive)/, command);
    }
  });

  it('are explained in a walkthrough of four steps whose texts are there', async () => {
    assert.equal(steps.length, 4);
    for (const { media } of steps) {
      const uri = vscode.Uri.joinPath(extension().extensionUri, media.markdown);
      assert.ok((await vscode.workspace.fs.readFile(uri)).length > 0, media.markdown);
    }
  });
});
