import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import { t } from '@vscode/l10n';
import { SourceConnection } from './sourceConnection';
import type { Source, SourceListener } from './sourceConnection';
import type { SourceCommand } from './control';
import type { RunningSource, SourceChannel } from './source/runSource';
import type { PortInfo } from './transport';

/** Runs the same bundle in this process, for hosts that forbid child processes. */
export function startSourceInProcess(
  sourcePath: string,
  textsPath: string | undefined,
  listener: SourceListener,
): Source {
  const { runSource, speak } = loadBundle(sourcePath);
  if (textsPath !== undefined) speak(textsPath);
  return new InProcessSource(runSource, listener);
}

type RunSource = (channel: SourceChannel) => RunningSource;

interface SourceBundle {
  readonly runSource: RunSource;
  readonly speak: (textsPath: string) => void;
}

function loadBundle(sourcePath: string): SourceBundle {
  const bundle: unknown = createRequire(sourcePath)(sourcePath);
  // Built together with this file: that the names are there is the check.
  if (isBundle(bundle)) return bundle;
  throw new Error(`${sourcePath} is not the source's bundle.`);
}

function isBundle(value: unknown): value is SourceBundle {
  return typeof value === 'object' && value !== null && 'runSource' in value && 'speak' in value;
}

class InProcessSource implements Source {
  private readonly connection: SourceConnection;
  private readonly running: RunningSource;
  private flowing = true;
  /** Acknowledges the bytes taken last, once more are wanted. */
  private takeMore: (() => void) | undefined;

  constructor(runSource: RunSource, listener: SourceListener) {
    this.connection = new SourceConnection(listener, (request) => this.running.handle(request));
    const pipe = new Writable({
      write: (bytes: Buffer, _encoding, done) => {
        this.connection.onBytes(bytes);
        if (this.flowing) done();
        else this.takeMore = done;
      },
    });
    this.running = runSource({ pipe, send: (message) => this.connection.onMessage(message) });
  }

  request(command: SourceCommand, onOk?: () => void): Promise<readonly PortInfo[]> {
    return this.connection.request(command, onOk);
  }

  setFlowing(flowing: boolean): void {
    this.flowing = flowing;
    if (!flowing) return;
    const { takeMore } = this;
    this.takeMore = undefined;
    takeMore?.();
  }

  async end(): Promise<void> {
    this.connection.finish(t('The source was ended.'));
    this.setFlowing(true);
    await this.running.stop();
  }
}
