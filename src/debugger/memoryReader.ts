import { t } from '@vscode/l10n';
import { TYPE_BYTES } from '../decode/numberTypes';
import type { DeviceClock } from '../device/clock';
import type { SampledExpression, SampledMemory } from '../transport/debuggerOptions';
import type { Asked } from './askAdapter';
import { textOf } from './dapMessage';
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
  dueMs: number;
  reference: string | undefined;
  strikes: number;
}

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
      .map((one) => ({ one, dueMs: -Infinity, reference: addressIn(one.expression), strikes: 0 }));
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
    const { clock, ask } = this.parts;
    const { one } = watched;
    const startMs = clock.nowMs();
    watched.dueMs = startMs + one.memory.periodMs;
    if (!this.session.readsMemory) {
      this.refused(watched, t('this debug adapter reads no memory'), startMs);
      watched.strikes = MAX_STRIKES;
      return;
    }
    watched.reference ??= await this.addressOf(watched, frameId, startMs);
    if (watched.reference === undefined) return;
    const count = TYPE_BYTES[one.memory.type];
    const askedMs = clock.nowMs();
    const parameters = { memoryReference: watched.reference, offset: 0, count };
    const asked = await ask('readMemory', parameters);
    const nowMs = clock.nowMs();
    this.time(nowMs - askedMs, watched);
    if (asked.kind === 'silent') this.slow = MAX_STRIKES;
    if (asked.kind !== 'answer') {
      this.refused(watched, asked.why, nowMs);
      return;
    }
    const value = memoryValue(textOf(asked.body.data), one.memory);
    if (value === undefined) {
      this.refused(watched, t('the adapter read fewer than {0} bytes', count), nowMs);
      return;
    }
    watched.strikes = 0;
    if (this.slow < MAX_STRIKES) this.listener.onProblem(one, undefined);
    this.listener.onValue(one, value, atMs ?? (askedMs + nowMs) / 2);
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

  private async addressOf(
    watched: Watched,
    frameId: number | undefined,
    timeMs: number,
  ): Promise<string | undefined> {
    const expression = `&(${watched.one.expression})`;
    const asked = await this.parts.ask('evaluate', { expression, frameId, context: 'watch' });
    if (asked.kind !== 'answer') {
      this.refused(watched, asked.why, timeMs);
      return undefined;
    }
    const { memoryReference, result } = asked.body;
    const found = textOf(memoryReference) || /0x[0-9a-f]+/i.exec(textOf(result))?.[0];
    if (found === undefined || found === '') {
      this.refused(watched, t('{0} has no address', watched.one.expression), timeMs);
      return undefined;
    }
    return found;
  }
}

/** An expression that is an address: `0x20000010`. */
function addressIn(expression: string): string | undefined {
  return /^\s*(?:0x[0-9a-f]+|\d+)\s*$/i.test(expression) ? expression.trim() : undefined;
}
