import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';
import { t } from '@vscode/l10n';
import { SourceConnection } from './sourceConnection';
import type { Source, SourceListener } from './sourceConnection';
import type { SourceCommand } from './control';
import type { PortInfo } from './transport';

const DATA_FD = 3;
/** Time for the child to end by itself, which it does as soon as the channel is closed. */
const END_LIMIT_MS = 500;
const KEPT_STDERR_CHARS = 4096;

/** Forks the bundle of source/main.ts: a crash of the native part ends that process and no other. */
export function startSourceProcess(
  sourcePath: string,
  textsPath: string | undefined,
  listener: SourceListener,
): Source {
  return new SourceProcess(sourcePath, textsPath, listener);
}

class SourceProcess implements Source {
  private readonly child: ChildProcess;
  private readonly connection: SourceConnection;
  private readonly gone: Promise<void>;
  private stderr = '';

  constructor(sourcePath: string, textsPath: string | undefined, listener: SourceListener) {
    const texts = textsPath === undefined ? [] : [textsPath];
    this.child = fork(sourcePath, ['--telemetryhub-source', ...texts], {
      // The desktop's extension host is Electron; a debugged one has arguments that are not for the child.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'ipc'],
    });
    this.connection = new SourceConnection(listener, (request) => {
      this.child.send(request, (error) => {
        if (error !== null)
          this.connection.fail(t('The source process takes no requests: {0}', error.message));
      });
    });
    this.child.on('message', (message) => this.connection.onMessage(message));
    // Unread output would fill its pipe and block the child.
    this.child.stdout?.resume();
    this.child.stderr?.on('data', (text: Buffer) => {
      this.stderr = (this.stderr + text.toString()).slice(-KEPT_STDERR_CHARS);
    });
    this.gone = this.watchEnd(this.readData());
  }

  request(command: SourceCommand, onOk?: () => void): Promise<readonly PortInfo[]> {
    return this.connection.request(command, onOk);
  }

  setFlowing(flowing: boolean): void {
    const pipe = this.child.stdio[DATA_FD];
    if (!(pipe instanceof Readable)) return;
    if (flowing) pipe.resume();
    else pipe.pause();
  }

  async end(): Promise<void> {
    this.connection.finish(t('The source process was ended.'));
    // A pipe that is held back never reports its end.
    this.setFlowing(true);
    if (this.child.connected) this.child.disconnect();
    const killer = setTimeout(() => this.child.kill('SIGKILL'), END_LIMIT_MS);
    await this.gone;
    clearTimeout(killer);
  }

  /** Resolves when the pipe has been read to its end. */
  private readData(): Promise<void> {
    return new Promise((resolve) => {
      const pipe = this.child.stdio[DATA_FD];
      if (!(pipe instanceof Readable)) {
        resolve();
        return;
      }
      pipe.on('data', (bytes: Buffer) => {
        try {
          this.connection.onBytes(bytes);
        } catch (error) {
          this.connection.fail(t('The source process sent garbage: {0}', String(error)));
          this.child.kill('SIGKILL');
        }
      });
      // A reset of the pipe is the child's end, which `exit` reports with a better reason.
      pipe.on('error', () => undefined);
      pipe.once('close', resolve);
    });
  }

  /**
   * What the child had sent before it died is still read. Not by the child's `close` event: after
   * `disconnect` Node does not always emit it (seen in 24.21).
   */
  private watchEnd(allRead: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      this.child.once('error', (error) => {
        this.connection.fail(t('The source process could not be run: {0}', error.message));
        if (this.child.pid === undefined) resolve();
      });
      this.child.once('exit', (code, signal) => {
        void allRead.then(() => {
          this.connection.fail(this.describeEnd(code, signal));
          resolve();
        });
      });
    });
  }

  private describeEnd(code: number | null, signal: NodeJS.Signals | null): string {
    const how = signal === null ? t('exit code {0}', code ?? '?') : t('signal {0}', signal);
    const lines = this.stderr.split('\n').filter((line) => line.trim() !== '');
    const why = lines.find((line) => /error/i.test(line)) ?? lines.at(-1);
    return t('The source process ended ({0})', why === undefined ? how : `${how}: ${why.trim()}`);
  }
}
