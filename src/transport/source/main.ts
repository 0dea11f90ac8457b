import { Socket } from 'node:net';
import { constants, setPriority } from 'node:os';
import * as l10n from '@vscode/l10n';
import { runSource } from './runSource';

export { runSource } from './runSource';

/** Passed by the host that forks this file; without it the file only exports `runSource`. */
const CHILD_ARGUMENT = '--telemetryhub-source';
const DATA_FD = 3;
const STOP_LIMIT_MS = 300;

/** At 1 MB/s a tty overflows after 20 ms without us. Where the system lets us, we go first. */
function raisePriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_ABOVE_NORMAL);
  } catch {
    // Linux and macOS keep this to root; the port is read all the same.
  }
}

/** Has all that a source says said in the language of these texts. */
export function speak(textsPath: string): void {
  try {
    l10n.config({ fsPath: textsPath });
  } catch {
    // What is said in English is worth more than no data.
  }
}

function runAsChild(): void {
  const textsPath = process.argv.at(3);
  if (textsPath !== undefined) speak(textsPath);
  const pipe = new Socket({ fd: DATA_FD, readable: false, writable: true });
  const source = runSource({
    pipe,
    hurry: raisePriority,
    send: (message) => {
      // The host may be gone: `disconnect` says so, an exception would add nothing.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
  });
  const leave = (): void => {
    // The port is free as soon as this process is gone, whatever closing it takes.
    setTimeout(() => process.exit(0), STOP_LIMIT_MS);
    void source.stop().finally(() => process.exit(0));
  };
  pipe.on('error', leave);
  process.on('message', (message) => source.handle(message));
  process.on('disconnect', leave);
  // Ctrl-C goes to the whole group of the terminal, but the host decides when a source ends.
  process.on('SIGINT', () => undefined);
}

if (process.argv[2] === CHILD_ARGUMENT && process.send !== undefined) runAsChild();
