import path from 'node:path';
import { root } from '../../../scripts/bootstrap.mjs';
import { openWorkbench, type Workbench } from '../../../scripts/workbench.mjs';
import { untilQuiet } from '../harness';
import { PROBE_SOCKET, type ProbeRequests } from '../probe/requests';
import { Board } from './board';
import { ProbeLink } from './probeLink';

const PROFILE_MS = 3000;
/** The environment variable that names a folder for profiles, by the names of rows. */
const PROFILE_FOLDER = 'TELEMETRYHUB_BENCH_PROFILES';

/** A real workbench with the extension, not yet active, our probe, and a board on a PTY. */
export class BenchHost {
  private constructor(
    readonly board: Board,
    readonly probe: ProbeLink,
    readonly workbench: Workbench,
  ) {}

  /** Opens it; `deviceOf` gives the settings of devices on the board's port, by the number of channels. */
  static async open(): Promise<BenchHost> {
    const board = new Board();
    await board.plug();
    const probe = new ProbeLink();
    const devices = [1, 8].map((channels) => ({
      id: deviceId(channels),
      name: `Board of ${channels}`,
      transport: { kind: 'serial', path: board.path },
      format: 'csv',
    }));
    const workbench = await openWorkbench({
      extensions: [root, probe.extension],
      // A plot that is brought back would wake the extension before it is measured.
      settings: { 'telemetryhub.devices': devices, 'workbench.editor.restoreEditors': false },
      env: { ...process.env, [PROBE_SOCKET]: probe.address },
    });
    return new BenchHost(board, probe, workbench);
  }

  /** A new extension host, in which the extension is not active. */
  async restart(): Promise<void> {
    this.probe.forget();
    await this.workbench.reload();
    // What is measured is the extension, not the window that is still being built.
    await untilQuiet();
  }

  async run(command: string, ...parameters: string[]): Promise<void> {
    await this.probe.ask('run', { command, arguments: parameters });
  }

  /** Writes a profile of the host's thread where `PROFILE_FOLDER` names a folder for such. */
  async profile(name: string): Promise<void> {
    const folder = process.env[PROFILE_FOLDER];
    if (folder === undefined) return;
    const file = path.join(folder, `${name}.cpuprofile`);
    await this.probe.ask('profile', { forMs: PROFILE_MS, file });
  }

  device(channels: number): Promise<ProbeRequests['device']['answer']> {
    return this.probe.ask('device', { id: deviceId(channels) });
  }

  async dispose(): Promise<void> {
    await this.workbench.dispose();
    this.probe.dispose();
    await this.board.dispose();
  }
}

/** The device that reads so many channels of the board. */
export function deviceId(channels: number): string {
  return `board-${channels}`;
}
