import { t } from '@vscode/l10n';
import { TYPE_BYTES } from '../decode/numberTypes';
import type { DeviceClock } from '../device/clock';
import type { SampledExpression, SampledMemory } from '../transport/debuggerOptions';
import type { Asked } from './askAdapter';
import { textOf } from './dapMessage';
import { findMemory } from './findMemory';
import type { SampledSession } from './sampledSession';
import { memoryValue } from './sampledValue';
import type { SamplerListener } from './sampler';

/** Reads that were refused, or slow, in a row: then nothing is asked until the target has halted and runs again. */
export const MAX_STRIKES = 3;
/** A debugger that needs so long for a read is kept from its work by reading. */
export const SLOW_MS = 500;

/** What a reader needs. */
export interface ReaderParts {
  readonly clock: DeviceClock;
  readonly ask: (command: string, parameters: object) => Promise<Asked>;
}

type Memory = SampledExpression & { readonly memory: SampledMemory };

interface Watched {
  readonly one: Memory;
  /** The expression is one. */
  readonly address: string | undefined;
  dueMs: number;
  /** What the adapter calls the place. */
  reference: string | undefined;
  strikes: number;
}

/** What came of one read. */
type Read =
  | { readonly kind: 'value'; readonly value: number; readonly midMs: number }
  /** The adapter has read too little: it may know the place no longer. */
  | { readonly kind: 'short'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Reads memory while the target runs: one request at a time, the longest due first. What is late is not made up for: the
 * rate is what the adapter can do. Its time is the middle of question and answer.
 */
export class MemoryReader {
  /** Resolves when no request is under way. */
  idle: Promise<void> = Promise.resolve();
  private readonly watched: readonly Watched[];
  private running = false;
  private busy = false;
  private slow = 0;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly session: SampledSession,
    expressions: readonly SampledExpression[],
    private readonly listener: SamplerListener,
    private readonly parts: ReaderParts,
  ) {
    this.watched = expressions
      .filter((one): one is Memory => one.memory !== undefined)
      .map((one) => ({
        one,
        address: addressIn(one.expression),
        dueMs: -Infinity,
        reference: undefined,
        strikes: 0,
      }));
  }

  /** The target runs. Does nothing while it is reading already. */
  run(): void {
    if (this.running) return;
    this.running = true;
    this.slow = 0;
    for (const one of this.watched) one.strikes = 0;
    this.schedule();
  }

  /** The target has halted, or is gone. */
  halt(): void {
    this.running = false;
    this.cancel?.();
  }

  /** Reads one at a stop; finds out its address where that is not known. */
  async readAt(one: SampledExpression, timeMs: number, frameId: number | undefined): Promise<void> {
    const watched = this.watched.find((other) => other.one === one);
    if (watched !== undefined) await this.read(watched, timeMs, frameId);
  }

  private schedule(): void {
    this.cancel?.();
    if (!this.running || this.busy || this.slow >= MAX_STRIKES) return;
    const open = this.watched.filter(({ strikes }) => strikes < MAX_STRIKES);
    const next = open.reduce<Watched | undefined>(
      (first, other) => (first === undefined || other.dueMs < first.dueMs ? other : first),
      undefined,
    );
    if (next === undefined) return;
    const { clock } = this.parts;
    this.cancel = clock.after(Math.max(0, next.dueMs - clock.nowMs()), () => {
      this.busy = true;
      this.idle = this.read(next, undefined, undefined).finally(() => {
        this.busy = false;
        this.schedule();
      });
    });
  }

  /** Never rejects. `atMs`: the time of the stop; undefined while it runs. */
  private async read(
    watched: Watched,
    atMs: number | undefined,
    frameId: number | undefined,
  ): Promise<void> {
    const { clock } = this.parts;
    const { one } = watched;
    const startMs = clock.nowMs();
    watched.dueMs = startMs + one.memory.periodMs;
    if (!this.session.readsMemory) {
      this.refused(watched, t('this debug adapter reads no memory'), startMs);
      watched.strikes = MAX_STRIKES;
      return;
    }
    let read = await this.readOnce(watched, frameId);
    if (read.kind === 'short' && watched.address === undefined) {
      // What is found in a frame may be gone with it, also at once: js-debug forgets when the program goes on.
      watched.reference = undefined;
      read = await this.readOnce(watched, frameId);
    }
    if (read.kind !== 'value') {
      this.refused(watched, read.why, clock.nowMs());
      return;
    }
    watched.strikes = 0;
    if (this.slow < MAX_STRIKES) this.listener.onProblem(one, undefined);
    this.listener.onValue(one, read.value, atMs ?? read.midMs);
  }

  private async readOnce(watched: Watched, frameId: number | undefined): Promise<Read> {
    const { clock, ask } = this.parts;
    const { expression, memory } = watched.one;
    if (watched.address === undefined && watched.reference === undefined) {
      const found = await findMemory(ask, expression, frameId);
      if ('why' in found) return { kind: 'refused', why: found.why };
      watched.reference = found.reference;
    }
    const memoryReference = watched.address ?? watched.reference;
    const count = TYPE_BYTES[memory.type];
    const askedMs = clock.nowMs();
    const asked = await ask('readMemory', { memoryReference, offset: 0, count });
    const nowMs = clock.nowMs();
    this.time(nowMs - askedMs, watched);
    if (asked.kind === 'silent') this.slow = MAX_STRIKES;
    if (asked.kind !== 'answer') return { kind: 'refused', why: asked.why };
    const value = memoryValue(textOf(asked.body.data), memory);
    if (value !== undefined) return { kind: 'value', value, midMs: (askedMs + nowMs) / 2 };
    return { kind: 'short', why: t('the adapter read fewer than {0} bytes', count) };
  }

  private time(tookMs: number, { one }: Watched): void {
    this.slow = tookMs > SLOW_MS ? this.slow + 1 : 0;
    if (this.slow < MAX_STRIKES) return;
    const took = String(Math.round(tookMs));
    this.listener.onProblem(one, t('no longer read while it runs: a read took {0} ms', took));
  }

  /** A gap where the first refusal is, and none for those that follow. */
  private refused(watched: Watched, why: string, timeMs: number): void {
    watched.strikes++;
    this.listener.onProblem(watched.one, why);
    if (watched.strikes === 1) this.listener.onValue(watched.one, NaN, timeMs);
  }
}

/** An expression that is an address: `0x20000010`. */
function addressIn(expression: string): string | undefined {
  return /^\s*(?:0x[0-9a-f]+|\d+)\s*$/i.test(expression) ? expression.trim() : undefined;
}
