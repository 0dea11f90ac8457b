import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Device } from '../../../src/device/device';
import type { TelemetryFact } from '../../../src/model';
import { EmulatedBoard, FIRMWARE, PORT_NOTICED_MS } from '../../device/emulatedBoard';
import { extension, set, until } from '../support';
import { endSessions } from './endSessions';

export const SESSION_NAME = 'Debug board';

/** What the plant takes to heat up or cool down, at most, on a busy machine. */
export const PLANT_MS = 60_000;
/** Afterwards the absence of a board that was reset is no longer excused. */
export const AWAY_MS = 5500;

/** The emulated board under a debugger, its serial port a device of the extension. */
export class DebuggedBoard {
  readonly board: EmulatedBoard;
  /** Not the link that the extension may be loaded through: gdb names real paths. */
  private readonly root = realpathSync(extension().extensionPath);

  constructor() {
    this.board = new EmulatedBoard({ root: this.root, gdb: true, halted: true });
  }

  /** The file that the ELF names, as it is in this repository. */
  get source(): string {
    return path.join(this.root, FIRMWARE, 'main.c');
  }

  /** Sets a breakpoint where the firmware goes to Error; its line, from 1. */
  breakAtError(): number {
    const line = readFileSync(this.source, 'utf8').split('\n').indexOf('    g_state = ERROR;');
    const place = new vscode.Location(vscode.Uri.file(this.source), new vscode.Position(line, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place)]);
    return line + 1;
  }

  /** Asks the adapter of the active session; of its only thread, unless it says otherwise. */
  async request(command: string, parameters: object = { threadId: 1 }): Promise<unknown> {
    return vscode.debug.activeDebugSession?.customRequest(command, parameters);
  }

  /** Has the debugger switch it off and on; then it is halted. */
  async resetByDebugger(): Promise<void> {
    await this.request('evaluate', { expression: '>monitor system_reset', context: 'repl' });
  }

  /** Switches it on, connects the device, and attaches the debugger, which lets it run. */
  async start(settings: Readonly<Record<string, unknown>> = {}): Promise<Device> {
    const device = await this.connect(settings);
    await this.attach();
    await until('it boots', () => device.counters.bytesIn > 0);
    return device;
  }

  /** Switches it on, still halted before its first instruction, and connects the device. */
  async connect(settings: Readonly<Record<string, unknown>> = {}): Promise<Device> {
    await this.board.power();
    return this.reconnect(settings);
  }

  /** Defines the device, and connects it. */
  async reconnect(settings: Readonly<Record<string, unknown>>): Promise<Device> {
    const { devices } = await extension().activate();
    const transport = { kind: 'serial', path: this.board.port };
    const own = { id: 'board', name: 'Board', format: { kind: 'keyValue' }, commandSet: 'hub' };
    const former = devices.get('board');
    await set('devices', [{ ...own, transport, ...settings }]);
    await until('the device is there', () => {
      const found = devices.get('board');
      return found !== undefined && found !== former;
    });
    const device = devices.get('board');
    if (device === undefined) throw new Error('The board is no device.');
    await device.connect();
    await sleep(PORT_NOTICED_MS);
    return device;
  }

  /** The launch configuration that attaches the debugger. */
  configuration(change: Readonly<Record<string, unknown>> = {}): vscode.DebugConfiguration {
    const folder = path.join(this.root, FIRMWARE);
    return {
      type: 'board-gdb',
      request: 'attach',
      name: SESSION_NAME,
      adapter: path.join(this.root, 'node_modules/cdt-gdb-adapter/dist/debugTargetAdapter.js'),
      gdb: 'gdb-multiarch',
      program: path.join(folder, 'firmware.elf'),
      initCommands: [`set substitute-path /fw ${folder}`],
      target: { type: 'remote', host: '127.0.0.1', port: String(this.board.gdbPort) },
      ...change,
    };
  }

  /** Starts a debug session on it. */
  async attach(change: Readonly<Record<string, unknown>> = {}): Promise<vscode.DebugSession> {
    const started = await vscode.debug.startDebugging(undefined, this.configuration(change));
    const session = vscode.debug.activeDebugSession;
    if (!started || session === undefined) throw new Error('The debug session did not start.');
    return session;
  }

  /** Ends sessions and board. */
  async dispose(): Promise<void> {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await endSessions();
    const { devices } = await extension().activate();
    // SafeState would outlive the device.
    await devices.get('board')?.reset();
    await set('devices', undefined);
    await this.board.dispose();
  }
}

/** The facts of a kind on a device's time line, oldest first. */
export function factsOf<K extends TelemetryFact['kind']>(
  device: Device,
  kind: K,
): readonly Extract<TelemetryFact, { kind: K }>[] {
  return device.events.all
    .map(({ fact }) => fact)
    .filter((fact): fact is Extract<TelemetryFact, { kind: K }> => fact.kind === kind);
}

/** What debuggers did, in their order: `attached`, `halted`, … */
export function acts(device: Device): readonly string[] {
  return factsOf(device, 'debug').map(({ act }) => act);
}

/** Resolves once so many more samples have come. */
export async function moreSamples(device: Device, count: number): Promise<void> {
  const { samples } = device.counters;
  await until('samples come', () => device.counters.samples >= samples + count);
}
