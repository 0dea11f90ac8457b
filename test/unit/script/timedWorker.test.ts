import assert from 'node:assert/strict';
import type { ScriptProblem } from '../../../src/script/problem';
import { TimedWorker, type ScriptReply, type ScriptThread } from '../../../src/script/timedWorker';

/** A thread whose answers are the test's, and the one timer that is armed. */
class Bench implements ScriptThread {
  readonly posted: unknown[] = [];
  readonly errors: string[] = [];
  readonly problems: (ScriptProblem | undefined)[] = [];
  readonly replies: unknown[] = [];
  readonly worker: TimedWorker;
  timer: { readonly ms: number; readonly act: () => void } | undefined;
  ended = false;
  private onMessage: (reply: ScriptReply) => void = () => undefined;

  constructor() {
    const after = (ms: number, act: () => void) => {
      const timer = { ms, act };
      this.timer = timer;
      return () => {
        if (this.timer === timer) this.timer = undefined;
      };
    };
    this.worker = new TimedWorker(this, 100, after, (problem) => this.problems.push(problem));
    this.worker.on('message', (reply) => this.replies.push(reply));
    this.worker.on('error', ({ message }) => this.errors.push(message));
  }

  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  on(event: string, listener: unknown): void {
    if (event === 'message') this.onMessage = listener as (reply: ScriptReply) => void;
  }
  unref(): void {
    // Nothing to keep alive.
  }
  terminate(): Promise<number> {
    this.ended = true;
    return Promise.resolve(0);
  }
  answer(reply: ScriptReply): void {
    this.onMessage(reply);
  }
}

describe('TimedWorker', () => {
  it('gives a script longer to load than to decode', () => {
    const bench = new Bench();
    bench.worker.postMessage({ id: 0 });
    assert.equal(bench.timer?.ms, 10_000);
    bench.answer({ loaded: true });
    assert.equal(bench.timer.ms, 100);
    assert.deepEqual(bench.problems, [undefined]);
  });

  it('counts the time of each job from when the one before was done', () => {
    const bench = new Bench();
    bench.answer({ loaded: true });
    assert.equal(bench.timer, undefined);
    bench.worker.postMessage({ id: 0 });
    const { timer: first } = bench;
    bench.worker.postMessage({ id: 1 });
    assert.equal(bench.timer, first);
    bench.answer({ id: 0, error: 'x' });
    assert.notEqual(bench.timer, first);
    bench.answer({ id: 1, error: 'x' });
    assert.equal(bench.timer, undefined);
    assert.equal(bench.replies.length, 2);
  });

  it('ends the thread when a job takes longer, and says so', () => {
    const bench = new Bench();
    bench.answer({ loaded: true });
    bench.worker.postMessage({ id: 0 });
    bench.timer?.act();
    assert.equal(bench.ended, true);
    assert.deepEqual(bench.errors, ['the decoder script took more than 100 ms for a block']);
  });

  it('hands on what is wrong with the script, and no answer with it', () => {
    const bench = new Bench();
    const problem = { message: 'x', file: 'a.ts', line: 3, column: 1 };
    bench.answer({ loaded: true, problem });
    bench.answer({ problem });
    assert.deepEqual(bench.problems, [problem, problem]);
    assert.deepEqual(bench.replies, []);
  });
});
