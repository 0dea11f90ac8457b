import type { Detection, NowMs } from '../model';

/** Calls once the event loop has turned. */
export type NextTurn = (call: () => void) => void;

/** Has the format of some bytes found out elsewhere: at once or later, but always once. */
export type Detect = (bytes: Uint8Array, done: (found: Detection) => void) => void;

/**
 * Work that gives way at every `yield`: with bytes until it is known what they are, which is what the `yield` returns; without
 * them to whatever else the thread has to do.
 */
export type Steps<T> = Generator<Uint8Array | undefined, T, Detection | undefined>;

/** After so long with steps the event loop gets its turn; a step takes as long at most, and the two stay below 10 ms. */
const TURN_MS = 2;

interface Job {
  readonly steps: Steps<void>;
  readonly bytes: number;
}

/**
 * Does jobs one after the other, in the order in which they were added: at once where nothing holds them up, else spread
 * over turns of the event loop. What is added meanwhile waits.
 */
export class InTurns {
  private readonly jobs: Job[] = [];
  private current: Steps<void> | undefined;
  private waiting = 0;
  /** True while it runs, waits for an answer or for its turn. */
  private isBusy = false;
  private isStopped = false;

  /** `onTurn` is called whenever jobs went on that had waited. */
  constructor(
    private readonly nowMs: NowMs,
    private readonly detect: Detect,
    private readonly nextTurn: NextTurn,
    private readonly onTurn: () => void,
  ) {}

  /** The bytes of the jobs that have not begun. */
  get waitingBytes(): number {
    return this.waiting;
  }

  /** Does the job once those before it are done; `bytes` = what it holds until it begins. */
  add(steps: Steps<void>, bytes = 0): void {
    this.jobs.push({ steps, bytes });
    this.waiting += bytes;
    if (!this.isBusy) this.run();
  }

  /** Does nothing more; what waits stays counted. */
  stop(): void {
    this.isStopped = true;
  }

  private run(found?: Detection): void {
    this.isBusy = true;
    let untilMs: number | undefined;
    let answer = found;
    while (!this.isStopped) {
      this.current ??= this.begin();
      if (this.current === undefined) break;
      const step = this.step(this.current, answer);
      answer = undefined;
      if (step.done === true) this.current = undefined;
      else if (step.value !== undefined) {
        this.detect(step.value, (what) => this.goOn(what));
        return;
      }
      if (this.current === undefined && this.jobs.length === 0) break;
      const nowMs = this.nowMs();
      untilMs ??= nowMs + TURN_MS;
      if (nowMs < untilMs) continue;
      this.nextTurn(() => this.goOn());
      return;
    }
    this.isBusy = false;
  }

  private goOn(found?: Detection): void {
    if (this.isStopped) return;
    this.run(found);
    this.onTurn();
  }

  private begin(): Steps<void> | undefined {
    const job = this.jobs.shift();
    this.waiting -= job?.bytes ?? 0;
    return job?.steps;
  }

  private step(steps: Steps<void>, found: Detection | undefined): ReturnType<Steps<void>['next']> {
    try {
      return steps.next(found);
    } catch (error) {
      // The next that is added goes on with those that wait.
      this.current = undefined;
      this.isBusy = false;
      throw error;
    }
  }
}
