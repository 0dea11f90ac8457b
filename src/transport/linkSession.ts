import { t } from '@vscode/l10n';
import { ExponentialBackoff } from 'cockatiel';
import type { IBackoff } from 'cockatiel';
import type { SourceCommand, SourceEvent } from './control';
import { monotonicMs } from './monotonic';
import { deferred, errorMessage, waitUnref } from './promises';
import type { Deferred } from './promises';
import type { Source, SourceListener, StartSource } from './sourceConnection';
import type { TransportListener } from './transport';

/** How long things may take; tests make it short. */
export interface SessionTiming {
  readonly firstRetryMs: number;
  readonly maxRetryMs: number;
  readonly openLimitMs: number;
  readonly closeLimitMs: number;
  /** A link that lasts less, and is silent, is as bad as none: its break does not begin the backoff anew. */
  readonly stableMs: number;
}

const TIMING: SessionTiming = {
  firstRetryMs: 100,
  maxRetryMs: 5000,
  openLimitMs: 10_000,
  closeLimitMs: 1000,
  stableMs: 1000,
};

/** Jitter may come near 0: even then a dead port is not asked in a tight loop. */
const MIN_RETRY_SHARE = 0.5;

/** What a session is made of. */
export interface SessionParts {
  readonly start: StartSource;
  /** Asked anew for each attempt. */
  readonly openCommand: () => SourceCommand;
  readonly listener: TransportListener;
  readonly timing?: SessionTiming | undefined;
}

/** From one open to its close: the first attempt, then mending for as long as it takes. */
export class LinkSession {
  private source: Source | undefined;
  private opened = deferred();
  private open = false;
  private waiting = 0;
  private openedMs = 0;
  private bytesSeen = false;
  private backoff: IBackoff<unknown> | undefined;
  /** Settles when the link that was opened last breaks, with the reason, or ends without one. */
  private broken: Deferred<string | undefined> = deferred();
  private ended = false;
  private over = false;
  /** Cuts short what is waited for; one at a time, because listeners on a lasting one add up. */
  private interrupt = new AbortController();
  private readonly timing: SessionTiming;

  constructor(private readonly parts: SessionParts) {
    this.timing = parts.timing ?? TIMING;
  }

  get isOpen(): boolean {
    return this.open;
  }

  /** True when a new open needs a new session. */
  get isOver(): boolean {
    return this.over;
  }

  /** Resolves when the link is open, rejects when it will not be. */
  get whenOpen(): Promise<void> {
    return this.opened.promise;
  }

  get waitingBytes(): number {
    return this.waiting;
  }

  /** Begins to let go, in any phase; `run` returns when it is done. */
  end(): void {
    this.ended = true;
    this.over = true;
    this.interrupt.abort();
    this.broken.resolve(undefined);
  }

  /** Passes a request to the source; rejects while the link is not open. */
  async request(command: SourceCommand): Promise<void> {
    if (!this.open || this.source === undefined) throw new Error(t('The link is not open.'));
    await this.source.request(command);
  }

  /** See `Transport.dropLink`. */
  async dropLink(reason: string): Promise<void> {
    if (!this.open) return;
    const { broken } = this;
    // Nothing is asked of a link on its way out, and nothing may arrive on one that is broken.
    this.open = false;
    await this.closeSource();
    broken.resolve(reason);
  }

  /** See `Transport.setFlowing`. */
  setFlowing(flowing: boolean): void {
    this.source?.setFlowing(flowing);
  }

  /** The whole session; never rejects. */
  async run(): Promise<void> {
    if (!this.ended) {
      this.parts.listener.onLink({ kind: 'opening' }, false);
      const reason = await this.openThenMend();
      await this.release();
      this.parts.listener.onLink(
        reason === undefined ? { kind: 'closed' } : { kind: 'closed', reason },
        false,
      );
      this.over = true;
      if (reason !== undefined) this.opened.reject(new Error(reason));
    }
    this.opened.reject(new Error(t('The link was closed before it was open.')));
  }

  /** Returns when the session ends: with a reason when the first attempt failed. */
  private async openThenMend(): Promise<string | undefined> {
    const failure = await this.attempt();
    if (failure !== undefined) return this.ended ? undefined : failure;
    for (;;) {
      const reason = await this.broken.promise;
      if (reason === undefined || this.ended) return undefined;
      this.open = false;
      this.opened = deferred();
      await this.mend(reason);
    }
  }

  /** Returns when the link is open again or the session has ended. */
  private async mend(firstReason: string): Promise<void> {
    if (monotonicMs() - this.openedMs >= this.timing.stableMs) this.backoff = undefined;
    let reason: string | undefined = firstReason;
    for (let attempt = 1; reason !== undefined && !this.ended; attempt++) {
      this.parts.listener.onLink({ kind: 'reconnecting', attempt, reason }, attempt === 1);
      await this.waitForRetry();
      reason = await this.attempt();
    }
  }

  private async waitForRetry(): Promise<void> {
    const { firstRetryMs, maxRetryMs } = this.timing;
    const factory = { initialDelay: firstRetryMs, maxDelay: maxRetryMs };
    this.backoff = this.backoff?.next(undefined) ?? new ExponentialBackoff(factory).next();
    const delayMs = Math.max(firstRetryMs * MIN_RETRY_SHARE, this.backoff.duration);
    this.interrupt = new AbortController();
    if (!this.ended) await waitUnref(delayMs, this.interrupt.signal);
  }

  /** Undefined when the link is open, or the reason why not. */
  private async attempt(): Promise<string | undefined> {
    if (this.ended) return t('The link was closed.');
    const { openLimitMs } = this.timing;
    const interrupt = new AbortController();
    this.interrupt = interrupt;
    this.broken = deferred();
    try {
      this.source ??= this.parts.start(this.sourceListener());
      const opening = this.source.request(this.parts.openCommand(), () => this.onOpen());
      const answer = await Promise.race([opening, waitUnref(openLimitMs, interrupt.signal)]);
      if (answer !== undefined) return undefined;
      // Nobody knows what a source that does not answer still holds: a new one takes its place.
      await this.dropSource();
      return t('Opening took longer than {0} s.', openLimitMs / 1000);
    } catch (error) {
      return errorMessage(error);
    } finally {
      interrupt.abort();
    }
  }

  /** Called before the first byte, so that the listener never hears of bytes of a closed link. */
  private onOpen(): void {
    if (this.ended) return;
    this.open = true;
    this.openedMs = monotonicMs();
    this.bytesSeen = false;
    this.parts.listener.onLink({ kind: 'open' }, false);
    this.opened.resolve();
  }

  private sourceListener(): SourceListener {
    const { listener } = this.parts;
    return {
      onChunk: (timeMs, bytes) => {
        this.bytesSeen = true;
        listener.onChunk({ timeMs, bytes });
      },
      onDropped: (bytes, timeMs) => listener.onDropped(bytes, timeMs),
      onEvent: (event) => this.onEvent(event),
      onExit: (reason) => this.onExit(reason),
    };
  }

  private onEvent(event: SourceEvent): void {
    const { listener } = this.parts;
    switch (event.type) {
      case 'waiting':
        this.waiting = event.bytes;
        break;
      case 'note':
        listener.onNote(event.text);
        break;
      case 'injected':
        listener.onInjected(event.count, event.timeMs);
        break;
      case 'fatal':
        listener.onFatal(event.reason);
        break;
      case 'lost':
        // A device that talked was there: a board that restarts is waited for with short steps again.
        if (this.bytesSeen) this.backoff = undefined;
        this.broken.resolve(event.reason);
        break;
    }
  }

  private onExit(reason: string): void {
    if (this.waiting > 0) {
      this.parts.listener.onNote(
        `About ${this.waiting} bytes were waiting in the source and are lost.`,
      );
    }
    this.source = undefined;
    this.waiting = 0;
    this.broken.resolve(reason);
  }

  /** Bytes that the source still holds are delivered before this returns, if it answers in time. */
  private async release(): Promise<void> {
    // The answer comes behind the bytes that the source still holds.
    this.source?.setFlowing(true);
    if (this.open) await this.closeSource();
    this.open = false;
    await this.dropSource();
  }

  /** Lets go of the device and returns when the source says so, or has had the time to. */
  private async closeSource(): Promise<void> {
    const limit = new AbortController();
    // A source that ends instead of answering has let go as well.
    const closing = this.source?.request({ op: 'close' }).catch(() => undefined);
    await Promise.race([closing, waitUnref(this.timing.closeLimitMs, limit.signal)]);
    limit.abort();
  }

  private async dropSource(): Promise<void> {
    const { source } = this;
    this.source = undefined;
    this.waiting = 0;
    await source?.end();
  }
}
