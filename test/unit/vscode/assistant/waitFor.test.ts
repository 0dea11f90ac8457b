import assert from 'node:assert/strict';
import { waitFor } from '../../../../src/vscode/assistant/waitFor';
import { ToolBench } from './toolBench';

describe('wait_for', () => {
  const measuring = async (profile = {}) => {
    const tools = new ToolBench(profile);
    await tools.measuring();
    return tools;
  };

  it('ends when the condition comes to hold, at the time of the sample', async () => {
    const tools = await measuring();
    const before = tools.bench.clock.pending;
    const waiting = tools.call(waitFor, { condition: 'temp > 25', timeoutS: 10 });
    tools.receive('temp:24\n', 500);
    tools.receive('temp:26\n', 500);
    const { facts } = await waiting;
    assert.equal(facts.met, true);
    assert.equal(facts.outcome, 'came to hold');
    assert.deepEqual((facts.valuesNow as { latest: number }[])[0].latest, 26);
    assert.ok(Number(facts.waitedS) >= 1);
    assert.equal(tools.bench.clock.pending, before, 'nothing is left behind');
  });

  it('says at once what is so already', async () => {
    const tools = await measuring({ failureThreshold: 2 });
    for (const condition of ['temp < 25', 'state Measuring']) {
      const { facts } = await tools.call(waitFor, { condition });
      assert.equal(facts.outcome, 'held already when it was asked', condition);
    }
    tools.bench.clock.advance(600);
    const { facts } = await tools.call(waitFor, { condition: 'stale temp 500 ms' });
    assert.equal(facts.met, true);
  });

  it('waits for silence, a state and a loss', async () => {
    const tools = await measuring();
    const silent = tools.call(waitFor, { condition: 'stale rpm 200 ms' });
    tools.receive('temp:1\n', 150);
    tools.receive('temp:1\n', 150);
    assert.equal((await silent).facts.met, true);
    const state = tools.call(waitFor, { condition: 'state Error' });
    const loss = tools.call(waitFor, { condition: 'rejected' });
    tools.receive('temp:ERR\n');
    assert.equal((await state).facts.state, 'Error');
    assert.equal((await loss).facts.met, true);
  });

  it('gives up when its time is over, without an error', async () => {
    const tools = await measuring();
    const waiting = tools.call(waitFor, { condition: 'temp > 1000', timeoutS: 2 });
    tools.bench.clock.advance(2000);
    const { facts } = await waiting;
    assert.equal(facts.met, false);
    assert.equal(facts.waitedS, 2);
  });

  it('ends when it is cancelled, and lets go of all it held', async () => {
    const tools = await measuring();
    const abort = new AbortController();
    const run = async (signal: AbortSignal) =>
      tools.plan(waitFor, { condition: 'temp > 1000' }).run(signal);
    const waiting = run(abort.signal);
    const before = tools.bench.clock.pending;
    abort.abort();
    await assert.rejects(waiting, /Cancelled/);
    assert.equal(tools.bench.clock.pending, before - 1);
    await assert.rejects(run(AbortSignal.abort()), /Cancelled/);
  });

  it('waits so many times at once and no more', async () => {
    const tools = await measuring();
    const wait = () => tools.call(waitFor, { condition: 'temp > 1000', timeoutS: 1 });
    const two = [wait(), wait()];
    await assert.rejects(wait(), /2 waits are under way/);
    tools.bench.clock.advance(1000);
    await Promise.all(two);
    const again = wait();
    tools.bench.clock.advance(1000);
    assert.equal((await again).facts.met, false);
  });

  it('refuses a condition that is none, and a channel that is not there', async () => {
    const tools = await measuring();
    const plan = (condition: string) => () => tools.plan(waitFor, { condition });
    assert.throws(plan('temp >'), /input\.condition: It ends too early/);
    assert.throws(plan('state Broken'), /no state Broken/);
    assert.throws(plan('tmp > 3'), /no channel tmp/);
    assert.throws(() => tools.plan(waitFor, { condition: 'loss', timeoutS: 301 }), /0\.1 to 300/);
  });
});
