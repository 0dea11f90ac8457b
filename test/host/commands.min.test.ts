import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/vscode/commands';
import { extension } from './support';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category?: string }[];
    readonly menus: Readonly<Record<string, readonly { command: string }[]>>;
    readonly viewsWelcome: readonly { contents: string }[];
  };
}

const { contributes } = extension().packageJSON as Manifest;
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

  it('are what menus and welcome texts lead to', () => {
    const inMenus = Object.values(contributes.menus).flatMap((menu) => menu.map((m) => m.command));
    const links = contributes.viewsWelcome
      .flatMap(({ contents }) => [...contents.matchAll(/\(command:([^)]+)\)/g)])
      .map(([, id]) => id);
    assert.deepEqual(
      [...inMenus, ...links].filter((id) => !declared.includes(id)),
      [],
    );
    assert.ok(links.length >= 2);
  });
});
