import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Device } from '../../../src/device/device';
import { extension, set, until } from '../support';
import { acts, factsOf } from './debuggedBoard';
import { endSessions } from './endSessions';

describe('telemetry breakpoints and the built-in JavaScript debugger', function () {
  this.timeout(120_000);
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'telemetryhub-js-')));
  const program = path.join(folder, 'tick.js');
  let device: Device;

  before(async () => {
    writeFileSync(program, 'let n = 0;\nsetInterval(function tick() {\n  n += 1;\n}, 10);\n');
    const { devices } = await extension().activate();
    const transport = { kind: 'simulator', rateHz: 100 };
    const board = { id: 'sim', name: 'Sim', transport, staleAfterMs: 0 };
    await set('devices', [{ ...board, debugSessions: ['Tick'] }]);
    await until('the device is there', () => devices.get('sim') !== undefined);
    const found = devices.get('sim');
    assert.ok(found !== undefined);
    device = found;
    await set('breakpoints', [{ when: 'state Measuring', device: 'Sim' }]);
  });
  after(async () => {
    await endSessions();
    await set('breakpoints', undefined);
    await set('devices', undefined);
    rmSync(folder, { recursive: true });
  });

  it('pause the child that has the threads, which the device names by its launch configuration', async () => {
    const started = await vscode.debug.startDebugging(undefined, {
      type: 'node',
      request: 'launch',
      name: 'Tick',
      program,
      skipFiles: [],
      smartStep: false,
      console: 'internalConsole',
    });
    assert.ok(started);
    await until('the script runs', () => acts(device).includes('launched'));
    await until('it has a child', () => {
      return vscode.debug.activeDebugSession?.parentSession !== undefined;
    });
    await device.start();
    await until('it is halted', () => device.halted, 30_000);
    const hits = () => factsOf(device, 'breakpoint');
    await until('the outcome is known', () => hits().at(-1)?.outcome === 'halted');
    assert.equal(hits().length, 1);
    await vscode.debug.activeDebugSession?.customRequest('continue', { threadId: 0 });
    await until('it runs', () => !device.halted);
    await vscode.debug.stopDebugging();
    await until('it is over', () => acts(device).at(-1) === 'ended');
    assert.equal(device.state, 'measuring');
  });
});

describe('a debugger as a source, and the built-in JavaScript debugger', function () {
  this.timeout(120_000);
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'telemetryhub-vars-')));

  afterEach(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await endSessions();
    await set('devices', undefined);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** A device that reads these of a program; nothing of it runs yet. */
  const reader = async (expressions: readonly object[]) => {
    const { devices } = await extension().activate();
    const transport = { kind: 'debugger', session: 'Count', expressions };
    await set('devices', [{ id: 'vars', name: 'Variables', transport }]);
    await until('the device is there', () => devices.get('vars') !== undefined);
    const device = devices.get('vars');
    assert.ok(device !== undefined);
    await device.start();
    return device;
  };
  const breakAt = (program: string, line: number, condition?: string) => {
    const place = new vscode.Location(vscode.Uri.file(program), new vscode.Position(line - 1, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place, true, condition)]);
  };
  const launch = async (program: string) => {
    const started = await vscode.debug.startDebugging(undefined, {
      type: 'node',
      request: 'launch',
      name: 'Count',
      program,
      console: 'internalConsole',
    });
    assert.ok(started);
  };
  const resume = async () => {
    await vscode.debug.activeDebugSession?.customRequest('continue', { threadId: 0 });
  };
  const programOf = (name: string, ...lines: readonly string[]) => {
    const program = path.join(folder, name);
    writeFileSync(program, lines.join('\n'));
    return program;
  };

  it('samples what each stop of a breakpoint shows', async () => {
    const tick = ['setInterval(function tick() {', '  n += 1;', '}, 50);', ''];
    const program = programOf('count.js', 'let n = 0;', ...tick);
    const device = await reader([{ expression: 'n' }, { name: 'text', expression: '"a" + n' }]);
    assert.equal(device.link.kind, 'reconnecting', 'it waits for its session');
    breakAt(program, 3);
    await launch(program);
    const n = () => device.channels.find(({ name }) => name === 'n');
    for (let stop = 0; stop < 3; stop++) {
      await until('it is sampled', () => n()?.count === stop + 1, 30_000);
      assert.equal(n()?.latest, stop);
      const why = new RegExp(`a${String(stop)}.? is no number`);
      await until('the other, too', () => why.test(device.problemOf('text') ?? ''));
      await resume();
    }
    assert.equal(device.link.kind, 'open');
  });

  it('reads memory while the program runs, as long as it is there without a frame', async () => {
    const memory = { type: 'u32', periodMs: 50 };
    const program = programOf(
      'memory.js',
      'globalThis.ticks = new Uint32Array(2);',
      'const own = new Uint32Array(1);',
      'setInterval(function tick() {',
      '  own[0] = ticks[0] += 1;',
      '}, 5);',
      '',
    );
    const device = await reader([
      { expression: 'ticks', memory },
      { expression: 'own', memory },
    ]);
    const seen: number[] = [];
    device.onSamples((columns) => {
      const column = columns.find(({ name }) => name === 'ticks');
      if (column !== undefined) seen.push(...column.values);
    });
    await launch(program);
    await until('memory is read', () => new Set(seen).size >= 5, 30_000);
    assert.equal(device.problemOf('ticks'), undefined);
    const isRising = seen.every((value, i) => i === 0 || value >= seen[i - 1]);
    assert.ok(isRising, `of a program that counts: ${seen.join(', ')}`);
    assert.match(device.problemOf('own') ?? '', /own is not defined/);

    // Once: one that is removed may be hit again before the adapter has let go of it.
    breakAt(program, 4, '!globalThis.hit && (globalThis.hit = true)');
    await until('it is halted', () => vscode.debug.activeStackItem !== undefined, 30_000);
    const latest = (name: string) => device.channels.find((one) => one.name === name)?.latest;
    await until('in its frame it is there', () => device.problemOf('own') === undefined);
    const problem = () => device.problemOf('ticks') ?? 'no problem';
    await until(
      () => `both are read: own ${latest('own')}, ticks ${latest('ticks')}, ${problem()}`,
      () => latest('own') === latest('ticks'),
    );
    const { length } = seen;
    await resume();
    await until('it is read again', () => new Set(seen.slice(length)).size >= 5, 60_000);
    // One read may fall into the moment at which the program goes on.
    assert.ok(seen.filter(Number.isNaN).length <= 1, 'what is global is known all the time');
    await until('the other is gone', () => /not defined/.test(device.problemOf('own') ?? ''));
  });
});
