import { t } from '@vscode/l10n';
import type { DeviceFault } from '../model';
import type { SourceCommand } from './control';
import type * as linking from './linking';
import type { LinkSession, SessionTiming } from './linkSession';
import type { SourcePlace } from './listPorts';
import type { StartSource } from './sourceConnection';
import type { SourceOptions, Transport, TransportListener } from './transport';

/** Which device, and where its source runs. `start` and `timing` are for tests. */
export interface SourceTransportOptions extends SourcePlace {
  readonly source: SourceOptions;
  readonly start?: StartSource;
  readonly timing?: SessionTiming;
}

/** A serial port or a simulator, behind a source process. Calls may overlap: they act in their order. */
export class SourceTransport implements Transport {
  readonly setFault?: (fault: DeviceFault) => Promise<void>;
  readonly glitchDtr?: (holdMs: number) => Promise<void>;
  readonly mayStartInsideFrame: boolean;
  private linking: typeof linking | undefined;
  private fault: DeviceFault = { kind: 'none' };
  private session: LinkSession | undefined;
  /** Settles when the last session has let go of everything. */
  private ended: Promise<void> = Promise.resolve();
  private disposed = false;

  constructor(
    private readonly options: SourceTransportOptions,
    private readonly listener: TransportListener,
  ) {
    const isSimulator = options.source.kind === 'simulator';
    this.mayStartInsideFrame = !isSimulator;
    if (isSimulator) this.setFault = (fault) => this.armFault(fault);
    else this.glitchDtr = (holdMs) => this.request({ op: 'glitchDtr', holdMs });
  }

  get waitingBytes(): number {
    return this.session?.waitingBytes ?? 0;
  }

  async load(): Promise<void> {
    this.linking ??= await import('./linking');
  }

  open(): Promise<void> {
    if (this.disposed) return Promise.reject(new Error(t('The device has been removed.')));
    if (this.session === undefined || this.session.isOver) this.session = this.beginSession();
    return this.session.whenOpen;
  }

  close(): Promise<void> {
    this.session?.end();
    this.session = undefined;
    return this.ended;
  }

  async write(bytes: Uint8Array): Promise<void> {
    const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
    await this.request({ op: 'write', base64 });
  }

  async dropLink(reason: string): Promise<void> {
    await this.session?.dropLink(reason);
  }

  dispose(): Promise<void> {
    this.disposed = true;
    return this.close();
  }

  setFlowing(flowing: boolean): void {
    this.session?.setFlowing(flowing);
  }

  private async request(command: SourceCommand): Promise<void> {
    if (this.session === undefined) throw new Error(t('The link is not open. Connect first.'));
    await this.session.request(command);
  }

  private beginSession(): LinkSession {
    if (this.linking === undefined) throw new Error('A link was opened before `load`.');
    const { LinkSession, sourceStarter } = this.linking;
    const { source, start = sourceStarter(this.options), timing } = this.options;
    const session = new LinkSession({
      start,
      openCommand: () => ({ op: 'open', options: source, fault: this.fault }),
      listener: this.listener,
      timing,
    });
    this.ended = this.ended.then(() => session.run());
    return session;
  }

  /** Kept as well, so that a source that had to be replaced goes on with the same fault. */
  private async armFault(fault: DeviceFault): Promise<void> {
    this.fault = fault;
    if (this.session?.isOpen !== true) return;
    // Refused only where the link broke meanwhile: the next one opens with this fault.
    await this.session.request({ op: 'setFault', fault }).catch(() => undefined);
  }
}
