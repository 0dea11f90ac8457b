import * as vscode from 'vscode';
import { fieldsOf, readDapMessage } from '../../../src/debugger/dapMessage';
import { hrNowMs } from '../../../src/device/clock';

const LIMIT_MS = 10_000;

/** When a pause passed; NaN for what has not. */
export interface PauseMarks {
  /** The request, on its way to the adapter: it has been through the window. */
  readonly askedMs: number;
  /** The adapter's answer: it has told gdb. */
  readonly answeredMs: number;
  /** The adapter's `stopped`. */
  readonly haltedMs: number;
}

/** Reads the clock where the messages of a debug session pass in this host. */
export class HaltWatch {
  private marks: { -readonly [K in keyof PauseMarks]: PauseMarks[K] } = none();
  private pauseSeq: number | undefined;
  private session: vscode.DebugSession | undefined;
  private onHalt: (() => void) | undefined;

  /** Starts a session of this configuration. */
  async attach(configuration: vscode.DebugConfiguration): Promise<void> {
    const tracker: vscode.DebugAdapterTracker = {
      onWillReceiveMessage: (message: unknown) => {
        this.toAdapter(message);
      },
      onDidSendMessage: (message: unknown) => {
        this.fromAdapter(message);
      },
    };
    vscode.debug.registerDebugAdapterTrackerFactory(configuration.type, {
      createDebugAdapterTracker: (session) => {
        this.session = session;
        return tracker;
      },
    });
    if (!(await vscode.debug.startDebugging(undefined, configuration))) {
      throw new Error('The debug session did not start.');
    }
  }

  /** Forgets what has passed. */
  clear(): void {
    this.marks = none();
    this.pauseSeq = undefined;
  }

  /** Resolves once it has halted since `clear`; `standing` says how things stand when it never does. */
  async halted(standing: () => string): Promise<PauseMarks> {
    if (!(this.marks.haltedMs > 0)) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`no halt within ${LIMIT_MS} ms; ${standing()}`));
        }, LIMIT_MS);
        this.onHalt = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.marks;
  }

  /** Sends a request as an extension does. */
  async request(command: string, parameters: object): Promise<void> {
    if (this.session === undefined) throw new Error('There is no debug session.');
    await this.session.customRequest(command, parameters);
  }

  private toAdapter(message: unknown): void {
    const { seq, command } = fieldsOf(message);
    if (command !== 'pause' || typeof seq !== 'number') return;
    this.pauseSeq = seq;
    this.marks.askedMs = hrNowMs();
  }

  private fromAdapter(message: unknown): void {
    const known = readDapMessage(message);
    if (known?.type === 'response' && known.requestSeq === this.pauseSeq) {
      this.marks.answeredMs = hrNowMs();
    }
    if (known?.type !== 'event' || known.event !== 'stopped') return;
    this.marks.haltedMs = hrNowMs();
    this.onHalt?.();
    this.onHalt = undefined;
  }
}

function none(): PauseMarks {
  return { askedMs: NaN, answeredMs: NaN, haltedMs: NaN };
}
