import assert from 'node:assert/strict';
import { parseScript, ScriptRun } from '../../../src/fault/script';
import type { FaultScript, FaultSpec } from '../../../src/model';
import { fault } from '../../fixtures/faults';
import { FakeClock } from '../device/fakeClock';

const SCRIPT: FaultScript = {
  name: 'Night run',
  steps: [
    { atS: 0, fault: fault('flip', {}, { durationS: 2 }) },
    { atS: 1, fault: fault('stall') },
    { atS: 5, fault: fault('drop', {}, { durationS: 1 }) },
  ],
};

/** Takes what is armed, and refuses what it is told to. */
class Target {
  readonly armed: string[] = [];
  readonly disarmed: number[] = [];
  refusal: string | undefined;
  private lastId = 0;

  arm({ kind }: FaultSpec): Promise<{ id: number }> {
    if (this.refusal !== undefined) return Promise.reject(new Error(this.refusal));
    this.armed.push(kind);
    return Promise.resolve({ id: ++this.lastId });
  }

  disarm(faultId: number): Promise<void> {
    this.disarmed.push(faultId);
    return Promise.resolve();
  }
}

/** Lets time pass in small steps, and promises settle between them. */
async function pass(clock: FakeClock, seconds: number): Promise<void> {
  for (let i = 0; i < seconds * 10; i++) {
    clock.advance(100);
    await new Promise(setImmediate);
  }
}

describe('ScriptRun', () => {
  it('arms each step at its time, and ends when the last one is over', async () => {
    const clock = new FakeClock();
    const target = new Target();
    const run = new ScriptRun(SCRIPT, target, clock);
    await pass(clock, 0.5);
    assert.deepEqual([target.armed, run.steps], [['flip'], 1]);
    await pass(clock, 2.5);
    assert.deepEqual(target.armed, ['flip', 'stall']);
    assert.equal(run.progress, 0.5);
    await pass(clock, 3);
    await run.finished;
    assert.deepEqual(target.armed, ['flip', 'stall', 'drop']);
    assert.deepEqual([run.isOver, run.progress, clock.pending], [true, 1, 0]);
    assert.deepEqual(target.disarmed, []);
  });

  it('leaves the last fault armed where nothing but its count ends it', async () => {
    const clock = new FakeClock();
    const target = new Target();
    const steps = [{ atS: 1, fault: fault('flip', {}, { count: 5 }) }];
    const run = new ScriptRun({ name: 'Five', steps }, target, clock);
    await pass(clock, 1.5);
    await run.finished;
    assert.deepEqual([target.armed, target.disarmed, run.isOver], [['flip'], [], true]);
  });

  it('tells of a refusal of the last fault, too', async () => {
    const clock = new FakeClock();
    const target = new Target();
    target.refusal = 'it is in SafeState';
    const run = new ScriptRun({ name: 'One', steps: [SCRIPT.steps[1]] }, target, clock);
    await pass(clock, 1.5);
    await assert.rejects(run.finished, /SafeState/);
  });

  it('disarms what it has armed when it is cancelled, and arms nothing more', async () => {
    const clock = new FakeClock();
    const target = new Target();
    const run = new ScriptRun(SCRIPT, target, clock);
    await pass(clock, 2);
    await run.cancel();
    await run.cancel();
    await pass(clock, 10);
    assert.deepEqual(target.armed, ['flip', 'stall']);
    assert.deepEqual(target.disarmed, [1, 2]);
    assert.equal(clock.pending, 0);
    await run.finished;
  });

  it('disarms what was armed while it was cancelled', async () => {
    const clock = new FakeClock();
    const target = new Target();
    const run = new ScriptRun(SCRIPT, target, clock);
    clock.advance(0);
    await run.cancel();
    await pass(clock, 1);
    assert.deepEqual(target.disarmed, [1]);
  });

  it('ends at the first step that is refused, with the reason', async () => {
    const clock = new FakeClock();
    const target = new Target();
    const run = new ScriptRun(SCRIPT, target, clock);
    await pass(clock, 0.5);
    target.refusal = 'it is in SafeState';
    await pass(clock, 10);
    await assert.rejects(run.finished, /SafeState/);
    assert.deepEqual([target.armed, run.isOver, clock.pending], [['flip'], true, 0]);
  });
});

describe('parseScript', () => {
  const why = (value: unknown): string => {
    const parsed = parseScript(value);
    return typeof parsed === 'string' ? parsed : assert.fail('it was taken for a script');
  };

  it('takes a script and puts its steps in the order of their times', () => {
    const parsed = parseScript({ ...SCRIPT, steps: [...SCRIPT.steps].reverse() });
    assert.deepEqual(parsed, SCRIPT);
  });

  it('says which step is wrong, and how', () => {
    assert.match(why({ name: '', steps: [] }), /^name: must be a text/);
    assert.match(why({ name: 'a' }), /^a: steps must be a list/);
    assert.match(why({ name: 'a', steps: [{ atS: -1 }] }), /^a, step 1: atS: must be a number/);
    assert.match(
      why({ name: 'a', steps: [SCRIPT.steps[0], { atS: 1, fault: { kind: 'melt' } }] }),
      /^a, step 2: kind: "melt" is no fault/,
    );
    assert.match(why(null), /must be an object/);
  });

  it('takes at most 200 steps', () => {
    const steps = (count: number) => Array.from({ length: count }, () => SCRIPT.steps[0]);
    assert.equal(typeof parseScript({ name: 'a', steps: steps(200) }), 'object');
    assert.match(why({ name: 'a', steps: steps(201) }), /201 steps; at most 200/);
  });
});
