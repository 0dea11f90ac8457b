import { t } from '@vscode/l10n';
import type { DeviceClock } from '../device/clock';
import type { DebuggerOptions, SampledExpression } from '../transport/debuggerOptions';
import type { Transport, TransportListener } from '../transport/transport';
import type { SampledSession, SampledSessions } from './sampledSession';
import type * as sampling from './sampler';
import type { Sampler } from './sampler';

const encoder = new TextEncoder();

/**
 * A debugger as a source: what it says of its target, as lines `>name:value§unit` at the times at which it was so. The link is
 * open while there is a session; until then it waits for one.
 */
export class DebuggerTransport implements Transport {
  readonly waitingBytes = 0;
  readonly mayStartInsideFrame = false;
  private readonly problems = new Map<string, string>();
  private session: SampledSession | undefined;
  private sampler: Sampler | undefined;
  private sampling: typeof sampling | undefined;
  private off: (() => void) | undefined;
  private flowing = true;

  constructor(
    private readonly options: DebuggerOptions,
    private readonly listener: TransportListener,
    private readonly sessions: SampledSessions,
    private readonly clock: DeviceClock,
  ) {}

  async load(): Promise<void> {
    this.sampling ??= await import('./sampler');
  }

  open(): Promise<void> {
    if (this.off !== undefined) return Promise.resolve();
    if (this.sampling === undefined) throw new Error('A link was opened before `load`.');
    const { Sampler } = this.sampling;
    const make = (session: SampledSession) =>
      new Sampler(session, this.options.expressions, this.clock, {
        onValue: (one, value, timeMs) => this.emit(one, value, timeMs),
        onProblem: (one, problem) => this.note(one, problem),
      });
    this.off = this.sessions.onChange(() => this.update(make));
    this.listener.onLink({ kind: 'opening' }, false);
    this.wait();
    this.update(make);
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.off?.();
    this.off = undefined;
    this.leave();
    this.listener.onLink({ kind: 'closed' }, false);
    return Promise.resolve();
  }

  write(): Promise<void> {
    const why = t('A debugger takes no commands: its channels are expressions that are read.');
    return Promise.reject(new Error(why));
  }

  setFlowing(flowing: boolean): void {
    this.flowing = flowing;
  }

  /** Why a channel has no value now; undefined when it has one. */
  problemOf(channel: string): string | undefined {
    return this.problems.get(channel);
  }

  dispose(): Promise<void> {
    this.off?.();
    this.off = undefined;
    this.leave();
    return Promise.resolve();
  }

  private update(make: (session: SampledSession) => Sampler): void {
    if (this.off === undefined) return;
    const session = this.sessions.find(this.options.session);
    if (session?.id !== this.session?.id) {
      this.leave();
      this.session = session;
      if (session === undefined) this.wait();
      else {
        this.listener.onLink({ kind: 'open' }, false);
        this.sampler = make(session);
      }
    }
    this.sampler?.update();
  }

  private leave(): void {
    this.sampler?.dispose();
    this.sampler = undefined;
    this.session = undefined;
    this.problems.clear();
  }

  private wait(): void {
    const { session } = this.options;
    const reason =
      session === '*'
        ? t('no debug session')
        : t('no debug session {0}: start it, or name yours', session);
    this.listener.onLink({ kind: 'reconnecting', attempt: 1, reason }, false);
  }

  /** Each value as a chunk of its own: values of one stop have its time, all of them. */
  private emit({ name, unit }: SampledExpression, value: number, timeMs: number): void {
    const suffix = unit === '' ? '' : `§${unit}`;
    const text = Number.isFinite(value) ? String(value) : 'nan';
    const bytes = encoder.encode(`>${name}:${text}${suffix}\n`);
    // Held back, it keeps nothing: what was so at a stop is not so later.
    if (this.flowing) this.listener.onChunk({ timeMs, bytes });
    else this.listener.onDropped(bytes.length, timeMs);
  }

  private note({ name }: SampledExpression, problem: string | undefined): void {
    if (this.problems.get(name) === problem) return;
    if (problem === undefined) this.problems.delete(name);
    else {
      this.problems.set(name, problem);
      this.listener.onNote(`${name}: ${problem}`);
    }
  }
}
