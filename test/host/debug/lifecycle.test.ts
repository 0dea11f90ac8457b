import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Device } from '../../../src/device/device';
import { set, until } from '../support';
import { DebuggedBoard, factsOf, moreSamples, SESSION_NAME } from './debuggedBoard';
import { endSessions } from './endSessions';

const ABORTED_MS = 30_000;

describe('what goes with a debug session, on real firmware', function () {
  this.timeout(120_000);
  let target: DebuggedBoard;
  let device: Device;
  const owned: vscode.Disposable[] = [];
  /** For whom the port was let go of when an adapter was about to start. */
  const atStart: (string | undefined)[] = [];

  before(async () => {
    target = new DebuggedBoard();
    device = await target.connect({ failureThreshold: 1 });
    await device.disconnect();
    owned.push(
      vscode.debug.registerDebugAdapterTrackerFactory('board-gdb', {
        createDebugAdapterTracker: () => ({
          onWillStartSession: () => {
            atStart.push(device.releasedFor);
          },
        }),
      }),
    );
  });
  after(async () => {
    for (const one of owned) one.dispose();
    await target.dispose();
  });

  const attach = (telemetryhub: object) => target.attach({ telemetryhub });
  const spans = () =>
    device.events.all.filter(({ fact }) => fact.kind === 'debug' && fact.act === 'released');
  const transitions = () => device.history.map(({ to }) => to).join();

  it('measures from the start of the session to its end', async () => {
    assert.deepEqual([device.state, device.link.kind], ['idle', 'closed']);
    await attach({ device: 'Board', measure: true });
    await until('it measures', () => device.state === 'measuring');
    await moreSamples(device, 10);
    await endSessions();
    await until('it is as before', () => device.state === 'idle' && device.link.kind === 'closed');
    assert.equal(transitions(), 'measuring,idle');
    assert.deepEqual(spans(), []);
  });

  it('lets go of the port before the adapter starts, and takes it back when it has', async () => {
    await attach({ device: 'board' });
    await device.start();
    await moreSamples(device, 5);
    await endSessions();
    atStart.splice(0);
    await attach({ device: 'board', releasePort: 'untilStarted' });
    await until('the port is back', () => device.link.kind === 'open');
    assert.deepEqual(atStart, [SESSION_NAME]);
    const [span] = spans();
    assert.equal(span.fact.kind === 'debug' ? span.fact.open : true, undefined);
    assert.ok(span.lastMs > span.timeMs);
    await moreSamples(device, 10);
    assert.equal(transitions(), 'measuring,idle,measuring', 'no failure, and nothing was stopped');
  });

  it('does so again where the session is restarted', async () => {
    atStart.splice(0);
    await vscode.commands.executeCommand('workbench.action.debug.restart');
    await until('the port is let go of', () => spans().length === 2);
    await until('the port is back', () => device.link.kind === 'open');
    assert.deepEqual(atStart, [SESSION_NAME]);
    await moreSamples(device, 10);
    await endSessions();
    assert.equal(transitions(), 'measuring,idle,measuring');
  });

  it('leaves the port to the session until it has ended, as the device itself may wish', async () => {
    await attach({ device: 'board', releasePort: 'untilEnded' });
    assert.equal(device.releasedFor, SESSION_NAME);
    assert.deepEqual(device.link, {
      kind: 'closed',
      reason: `released for debug session ${SESSION_NAME}`,
    });
    await endSessions();
    await until('the port is back', () => device.link.kind === 'open');
    assert.equal(device.state, 'measuring');
    assert.equal(spans().length, 3);
  });

  it('takes the port back where the session never came to be', async () => {
    await assert.rejects(
      target.attach({
        adapter: '/nowhere/adapter.js',
        telemetryhub: { device: 'board', releasePort: 'untilEnded' },
      }),
    );
    assert.equal(device.releasedFor, SESSION_NAME);
    await until('the port is back', () => device.link.kind === 'open', ABORTED_MS);
    assert.equal(transitions(), 'measuring,idle,measuring');
  });

  it('says what is wrong with the launch configuration, and lets it be launched', async () => {
    await attach({ device: 'Pump', measure: true });
    const notes = () => factsOf(device, 'note').map(({ text }) => text);
    await until('it is said', () => notes().some((text) => /device is "Pump"/.test(text)));
    await endSessions();
  });

  it('says it at its line of launch.json as well, until somebody edits it', async () => {
    const folder = vscode.workspace.workspaceFolders?.at(0) ?? assert.fail('no folder is open');
    const file = path.join(folder.uri.fsPath, '.vscode', 'launch.json');
    const uri = vscode.Uri.file(file);
    const telemetryhub = { device: 'Board', releasePort: 'always' };
    const configurations = [target.configuration({ telemetryhub })];
    const text = JSON.stringify({ version: '0.2.0', configurations }, undefined, 2);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    try {
      await until('VS Code has read it', () => {
        const launch = vscode.workspace.getConfiguration('launch', folder.uri);
        return launch.get<unknown[]>('configurations')?.length === 1;
      });
      const ours = () =>
        vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'TelemetryHub');
      await vscode.debug.startDebugging(folder, SESSION_NAME);
      await until('it is said', () => ours().length === 1);
      const [{ range, message }] = ours();
      assert.match(message, /releasePort is "always"\. It must be one of "never"/);
      assert.equal(text.split('\n')[range.start.line].trim(), '"releasePort": "always"');
      await endSessions();
      const document = await vscode.workspace.openTextDocument(uri);
      const edit = new vscode.WorkspaceEdit();
      const right = text.replace('"always"', '"never"');
      edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), right);
      await vscode.workspace.applyEdit(edit);
      await until('it is no longer said', () => ours().length === 0);
      await document.save();
    } finally {
      rmSync(file);
    }
  });

  it('is taken from the device where the launch configuration says nothing', async () => {
    await device.disconnect();
    device = await target.reconnect({ whileDebugging: { measure: true } });
    await device.disconnect();
    await target.attach();
    await until('it measures', () => device.state === 'measuring');
    await endSessions();
    await until('it is as before', () => device.link.kind === 'closed');
    assert.equal(device.state, 'idle');
    await set('devices', undefined);
  });
});
