import { closeSync, constants, openSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/bootstrap.mjs';
import { openWorkbench, type Workbench } from '../../../scripts/workbench.mjs';
import { EmulatedBoard, FIRMWARE } from '../../device/emulatedBoard';
import { pause } from '../harness';
import { BOUND, CHANNEL } from '../probe/boardLine';
import { PROBE_SOCKET } from '../probe/requests';
import { ProbeLink } from './probeLink';

/** What is measured is a session that runs, not one that still begins. */
const SETTLE_MS = 1500;
const STOP_LIMIT_MS = 3000;
const NAME = 'Debugged board';
const DEBUGGER = path.join(root, 'test', 'fixtures', 'debugger');
const ADAPTER = 'node_modules/cdt-gdb-adapter/dist/debugTargetAdapter.js';

/** The device that reads the board. */
export const DEVICE_ID = 'debugged';

/** A real workbench with the extension and our probe, and the emulated board under a debugger in it. */
export class DebuggedHost {
  private constructor(
    readonly board: EmulatedBoard,
    readonly probe: ProbeLink,
    private readonly workbench: Workbench,
    /** QEMU looks once a second for readers of the port: with one that stays it need not look. */
    private readonly held: number,
  ) {}

  /** Opens it, and starts the debug session; a telemetry breakpoint watches the limit on `CHANNEL`. */
  static async open(): Promise<DebuggedHost> {
    // gdb names real paths.
    const board = new EmulatedBoard({ root: realpathSync(root), gdb: true, halted: true });
    await board.power();
    const held = openSync(board.port, constants.O_RDWR | constants.O_NOCTTY);
    const probe = new ProbeLink();
    const workbench = await openWorkbench({
      extensions: [root, probe.extension, DEBUGGER],
      settings: settings(board.port),
      env: { ...process.env, [PROBE_SOCKET]: probe.address },
    });
    const host = new DebuggedHost(board, probe, workbench, held);
    await probe.ask('activate', {});
    await probe.ask('debug', { configuration: configuration(board.gdbPort) });
    await pause(SETTLE_MS);
    return host;
  }

  /** Ends session, window and board. */
  async dispose(): Promise<void> {
    // Who is killed leaves gdb behind; a window that hangs must not keep us.
    const stop = { command: 'workbench.action.debug.stop', arguments: [] };
    await Promise.race([this.probe.ask('run', stop).catch(() => undefined), pause(STOP_LIMIT_MS)]);
    await this.workbench.dispose();
    this.probe.dispose();
    closeSync(this.held);
    await this.board.dispose();
  }
}

function settings(port: string): Record<string, unknown> {
  const transport = { kind: 'serial', path: port };
  const format = { kind: 'keyValue' };
  const limit = { channel: CHANNEL, level: 'warning', side: 'high', bound: BOUND };
  return {
    'telemetryhub.devices': [{ id: DEVICE_ID, name: NAME, transport, format, commandSet: 'hub' }],
    'telemetryhub.limits': { [NAME]: [limit] },
    'telemetryhub.breakpoints': [{ when: `limit ${CHANNEL}`, device: NAME }],
  };
}

function configuration(gdbPort: number) {
  const folder = path.join(realpathSync(root), FIRMWARE);
  return {
    type: 'board-gdb',
    request: 'attach',
    name: NAME,
    adapter: path.join(root, ADAPTER),
    gdb: 'gdb-multiarch',
    program: path.join(folder, 'firmware.elf'),
    initCommands: [`set substitute-path /fw ${folder}`],
    target: { type: 'remote', host: '127.0.0.1', port: String(gdbPort) },
  };
}
