import { t } from '@vscode/l10n';
import type { DeviceClock } from '../device/clock';
import type { SampledExpression } from '../transport/debuggerOptions';
import { askAdapter, type Asked } from './askAdapter';
import { fieldsOf, textOf } from './dapMessage';
import { MemoryReader } from './memoryReader';
import type { SampledSession } from './sampledSession';
import { numberOf } from './sampledValue';

/** Requests that an adapter may leave unanswered, one a stop: then it is asked nothing more until it has answered one. */
export const MAX_UNANSWERED = 3;

/** What a sampler tells. */
export interface SamplerListener {
  /** NaN when there is no value. */
  onValue(one: SampledExpression, value: number, timeMs: number): void;
  /** Why a channel has no value; undefined when it has one. */
  onProblem(one: SampledExpression, problem: string | undefined): void;
}

/**
 * Samples one debug session: every expression at each stop, at the time at which the target halted, and memory while it
 * runs. The adapter has one request of ours at a time.
 */
export class Sampler {
  private readonly memory: MemoryReader;
  private readonly listener: SamplerListener;
  private sampledMs: number | undefined;
  /** Of the expressions, at this stop. */
  private next = 0;
  /** The one that was asked again at this stop. */
  private again: number | undefined;
  private working: Promise<void> = Promise.resolve();
  private ended = false;
  /** Silent once: asked again at the next stop, or when the answer has come after all. */
  private silent = false;
  private unanswered = 0;

  constructor(
    private readonly session: SampledSession,
    private readonly expressions: readonly SampledExpression[],
    private readonly clock: DeviceClock,
    listener: SamplerListener,
  ) {
    // Once disposed of it is silent: what is under way then may be given up seconds later, when another session is sampled.
    this.listener = {
      onValue: (...told) => {
        if (!this.ended) listener.onValue(...told);
      },
      onProblem: (...told) => {
        if (!this.ended) listener.onProblem(...told);
      },
    };
    this.memory = new MemoryReader(session, expressions, this.listener, {
      clock,
      ask: (command, parameters) => this.ask(command, parameters),
    });
  }

  /** The session has halted, runs again, or something else has changed. */
  update(): void {
    const { haltedMs } = this.session;
    if (haltedMs === undefined) {
      this.memory.run();
      return;
    }
    this.memory.halt();
    if (haltedMs === this.sampledMs) return;
    this.sampledMs = haltedMs;
    this.working = this.working.then(() => {
      // Only now: the last stop may still have been waiting for an answer.
      this.next = 0;
      this.again = undefined;
      this.silent = this.unanswered >= MAX_UNANSWERED;
      return this.sample(haltedMs);
    });
  }

  dispose(): void {
    this.ended = true;
    this.memory.halt();
  }

  /** Never rejects. What is not known when it runs again is not known. */
  private async sample(haltedMs: number): Promise<void> {
    await this.memory.idle;
    const stands = () => !this.ended && !this.silent && this.session.haltedMs === haltedMs;
    if (stands()) await this.sampleRest(haltedMs, stands);
    if (this.silent && this.sampledMs === haltedMs) this.miss(haltedMs);
  }

  private async sampleRest(haltedMs: number, stands: () => boolean): Promise<void> {
    const frame = await this.topFrame();
    while (stands() && this.next < this.expressions.length) {
      const index = this.next++;
      const one = this.expressions[index];
      if (one.memory === undefined) await this.evaluate(one, frame, haltedMs, stands);
      else await this.memory.readAt(one, haltedMs, frame);
      if (!this.silent || this.again === index) continue;
      // What it says too late is worth asking for again as long as the target stands, but only once.
      this.again = index;
      this.next = index;
    }
  }

  /** What it was not asked for has no value at this stop, unless the answer comes while the target stands. */
  private miss(haltedMs: number): void {
    const from = this.again === this.next ? this.next + 1 : this.next;
    for (const one of this.expressions.slice(from)) {
      this.listener.onProblem(one, t('the adapter has not answered yet'));
      this.listener.onValue(one, NaN, haltedMs);
    }
  }

  private async evaluate(
    one: SampledExpression,
    frameId: number | undefined,
    haltedMs: number,
    stands: () => boolean,
  ): Promise<void> {
    const parameters = { expression: one.expression, frameId, context: 'watch' };
    const asked = await this.ask('evaluate', parameters);
    // It has gone on meanwhile: whatever was said belongs to no stop.
    if (!stands() && asked.kind !== 'silent') return;
    const { listener } = this;
    if (asked.kind !== 'answer') {
      listener.onProblem(one, asked.why);
      listener.onValue(one, NaN, haltedMs);
      return;
    }
    const result = textOf(asked.body.result);
    const value = numberOf(result);
    listener.onProblem(one, value === undefined ? refusal(result) : undefined);
    listener.onValue(one, value ?? NaN, haltedMs);
  }

  /** Some adapters evaluate without a frame: one that gives none is asked all the same. */
  private async topFrame(): Promise<number | undefined> {
    const { threadId = 1 } = this.session;
    const asked = await this.ask('stackTrace', { threadId, startFrame: 0, levels: 1 });
    if (asked.kind !== 'answer' || !Array.isArray(asked.body.stackFrames)) return undefined;
    const { id } = fieldsOf(asked.body.stackFrames[0]);
    return typeof id === 'number' ? id : undefined;
  }

  private async ask(command: string, parameters: object): Promise<Asked> {
    // One request at a time: the last one is under way still.
    if (this.silent) return { kind: 'refused', why: t('the adapter has not answered yet') };
    const asked = await askAdapter(this.session, this.clock, command, parameters);
    if (asked.kind === 'silent') {
      this.silent = true;
      this.unanswered++;
      void asked.settled.then(() => {
        this.unanswered--;
        this.goOn();
      });
    }
    return asked;
  }

  /** It has answered after all. */
  private goOn(): void {
    // At the next stop it was asked anew, and is at work.
    if (!this.silent) return;
    this.silent = false;
    const { haltedMs } = this.session;
    if (haltedMs === undefined || haltedMs !== this.sampledMs) this.update();
    else this.working = this.working.then(() => this.sample(haltedMs));
  }
}

/** Some adapters answer what they could not do as if it were a value. */
function refusal(result: string): string {
  const shown = result.slice(0, 200);
  return /^error\b/i.test(shown) ? shown : t('{0} is no number', shown);
}
