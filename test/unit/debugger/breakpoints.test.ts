import assert from 'node:assert/strict';
import type { BreakpointFact } from '../../../src/debugFacts';
import { Breakpoints, PAUSE_LIMIT_MS } from '../../../src/debugger/breakpoints';
import { ASK_AGAIN_MS, STARTING_STEP_MS, type PausableSession } from '../../../src/debugger/pause';
import type { Device } from '../../../src/device/device';
import type { DeviceProfile } from '../../../src/device/profile';
import { DeviceBench } from '../device/bench';

/** A session whose adapter does as it is told. */
class FakeSession implements PausableSession {
  readonly asked: string[] = [];
  state: PausableSession['state'] = 'running';
  threads: readonly number[] = [];
  answer: (command: string) => Promise<unknown> = (command) =>
    Promise.resolve(command === 'threads' ? { threads: [{ id: 7 }] } : {});
  private readonly listeners = new Set<(timeMs: number) => void>();

  constructor(readonly name = 'Debug board') {}

  request(command: string, parameters: object): Promise<unknown> {
    this.asked.push(`${command} ${JSON.stringify(parameters)}`);
    return this.answer(command);
  }

  onHalt(listener: (timeMs: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get listening(): number {
    return this.listeners.size;
  }

  halt(timeMs: number): void {
    this.state = 'halted';
    for (const listener of [...this.listeners]) listener(timeMs);
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function benchOf(setting: unknown, profile: Partial<DeviceProfile> = {}) {
  const bench = new DeviceBench(profile);
  const { device, clock } = bench;
  const sessions: FakeSession[] = [new FakeSession()];
  const problems: string[] = [];
  const store = { value: setting };
  const breakpoints = new Breakpoints<Device>({
    devices: { all: [device], onChange: () => () => undefined },
    clock,
    sessionsOf: () => sessions,
    read: () => store.value,
    onProblem: (message) => problems.push(message),
  });
  await breakpoints.apply();
  await device.start();
  const facts = () =>
    device.events.all
      .map(({ fact }) => fact)
      .filter((fact): fact is BreakpointFact => fact.kind === 'breakpoint');
  return { bench, device, clock, sessions, problems, store, breakpoints, facts };
}

const HOT = [{ when: 'temp > 60' }];

describe('Breakpoints', () => {
  it('ask for threads, pause the first, and measure from the sample to the halt', async () => {
    const { bench, clock, sessions, breakpoints, facts } = await benchOf(HOT);
    bench.receive('temp:59\n');
    await settled();
    assert.deepEqual(sessions[0].asked, []);
    bench.receive('temp:61\n');
    await settled();
    assert.deepEqual(sessions[0].asked, ['threads {}', 'pause {"threadId":7}']);
    assert.equal(facts()[0].outcome, 'asked');
    sessions[0].halt(clock.nowMs() + 4.5);
    await settled();
    const [fact] = facts();
    assert.equal(fact.outcome, 'halted');
    assert.equal(fact.latencyMs, 4.5);
    assert.equal(fact.detail, 'Debug board');
    assert.equal(breakpoints.all[0].hits, 1);
    assert.deepEqual(breakpoints.all[0].last, fact);
    assert.equal(sessions[0].listening, 0);
  });

  it('ask for no threads where they are known, unless that one is gone', async () => {
    const { bench, clock, sessions, facts } = await benchOf(HOT);
    const [session] = sessions;
    session.threads = [3, 4];
    bench.receive('temp:61\n');
    await settled();
    assert.deepEqual(session.asked, ['pause {"threadId":3}']);
    clock.advance(ASK_AGAIN_MS);
    await settled();
    assert.deepEqual(session.asked.splice(0).slice(1), ['threads {}', 'pause {"threadId":7}']);
    session.halt(clock.nowMs());
    await settled();
    assert.equal(facts()[0].outcome, 'halted');
    session.state = 'running';
    session.answer = (command) =>
      session.asked.length === 1
        ? Promise.reject(new Error('no such thread'))
        : Promise.resolve(command === 'threads' ? { threads: [{ id: 7 }] } : {});
    bench.receive('temp:50\ntemp:61\n');
    await settled();
    assert.deepEqual(session.asked, ['pause {"threadId":3}', 'threads {}', 'pause {"threadId":7}']);
    session.halt(clock.nowMs());
    clock.advance(ASK_AGAIN_MS);
    await settled();
    assert.equal(session.asked.length, 3, 'nothing is asked of one that has halted');
  });

  it('fire when the condition comes to hold, not while it holds or the target is halted', async () => {
    const { bench, device, clock, breakpoints } = await benchOf(HOT);
    bench.receive('temp:61\ntemp:62\n');
    bench.receive('temp:63\n');
    assert.equal(breakpoints.all[0].hits, 1);
    const session = { id: 's', name: 's', seenBy: 'adapter' } as const;
    device.debugged(session, { act: 'halted', timeMs: clock.nowMs(), reason: 'pause' });
    bench.receive('temp:50\ntemp:63\n');
    assert.equal(breakpoints.all[0].hits, 1);
    device.debugged(session, { act: 'continued', timeMs: clock.nowMs() });
    bench.receive('temp:50\ntemp:63\n');
    assert.equal(breakpoints.all[0].hits, 2);
  });

  it('count, and pause every so many-th time', async () => {
    const { bench, sessions, breakpoints } = await benchOf([{ ...HOT[0], hitCount: 3 }]);
    for (let i = 1; i <= 7; i++) bench.receive('temp:50\ntemp:61\n');
    await settled();
    assert.equal(breakpoints.all[0].hits, 7);
    assert.equal(sessions[0].asked.filter((one) => one.startsWith('pause')).length, 1);
  });

  it('say so when there is no session, once', async () => {
    const { bench, sessions, problems, facts } = await benchOf(HOT);
    sessions.length = 0;
    for (let i = 0; i < 3; i++) {
      bench.receive('temp:50\ntemp:61\n');
      await settled();
    }
    assert.equal(facts().length, 3);
    assert.equal(facts()[0].outcome, 'failed');
    assert.equal(problems.length, 1);
    assert.match(problems[0], /temp > 60 was hit\. No debug session of Motor board is under way\./);
  });

  it('say what a refusing adapter says', async () => {
    const { bench, sessions, problems, facts } = await benchOf(HOT);
    sessions[0].answer = (command) =>
      command === 'pause' ? Promise.reject(new Error('not supported')) : Promise.resolve({});
    bench.receive('temp:61\n');
    await settled();
    assert.match(facts()[0].detail, /Debug board refused to pause: not supported/);
    assert.match(problems[0], /not supported/);
    assert.equal(sessions[0].asked[1], 'pause {"threadId":1}', 'no thread was named');
  });

  it('give a dead target its time limit, though it answers', async () => {
    const { bench, clock, sessions, problems, facts } = await benchOf(HOT);
    bench.receive('temp:61\n');
    await settled();
    clock.advance(PAUSE_LIMIT_MS - 1);
    await settled();
    assert.equal(facts()[0].outcome, 'asked');
    clock.advance(1);
    await settled();
    assert.equal(facts()[0].outcome, 'failed');
    assert.match(problems[0], /did not halt within 5 s/);
    assert.equal(sessions[0].listening, 0);
  });

  it('ask again where the adapter has swallowed the pause, and can be hit again in any case', async () => {
    const { bench, clock, sessions, problems, facts } = await benchOf(HOT);
    const [session] = sessions;
    const pauses = () => session.asked.filter((one) => one.startsWith('pause')).length;
    bench.receive('temp:61\n');
    await settled();
    clock.advance(ASK_AGAIN_MS);
    await settled();
    assert.equal(pauses(), 2);
    clock.advance(2 * ASK_AGAIN_MS);
    await settled();
    assert.equal(pauses(), 3);
    session.halt(clock.nowMs());
    await settled();
    assert.equal(facts()[0].latencyMs, 3 * ASK_AGAIN_MS);
    session.state = 'running';
    bench.receive('temp:50\ntemp:61\n');
    await settled();
    clock.advance(PAUSE_LIMIT_MS);
    await settled();
    assert.equal(facts()[1].outcome, 'failed');
    assert.match(problems[0], /did not halt/);
    bench.receive('temp:50\ntemp:61\n');
    await settled();
    session.halt(clock.nowMs() + 2);
    await settled();
    assert.deepEqual([facts()[2].outcome, facts()[2].latencyMs], ['halted', 2]);
  });

  it('pause all the same where the adapter names no threads', async () => {
    const { bench, sessions } = await benchOf(HOT);
    sessions[0].answer = (command) =>
      command === 'threads' ? Promise.reject(new Error('it runs')) : Promise.resolve({});
    bench.receive('temp:61\n');
    await settled();
    assert.deepEqual(sessions[0].asked, ['threads {}', 'pause {"threadId":1}']);
  });

  it('ask an adapter that never answers no second time', async () => {
    const { bench, clock, sessions } = await benchOf(HOT);
    sessions[0].answer = () => new Promise(() => undefined);
    bench.receive('temp:61\n');
    clock.advance(PAUSE_LIMIT_MS);
    await settled();
    assert.deepEqual(sessions[0].asked, ['threads {}']);
  });

  it('wait for a session that is starting, and say so where it does not start in time', async () => {
    const { bench, clock, sessions, problems, facts } = await benchOf(HOT);
    const [session] = sessions;
    session.state = 'starting';
    bench.receive('temp:61\n');
    clock.advance(3 * STARTING_STEP_MS);
    await settled();
    assert.deepEqual(session.asked, []);
    session.state = 'running';
    session.threads = [3];
    clock.advance(STARTING_STEP_MS);
    assert.deepEqual(session.asked.splice(0), ['pause {"threadId":3}']);
    session.halt(clock.nowMs());
    await settled();
    assert.equal(facts()[0].latencyMs, 4 * STARTING_STEP_MS);
    session.state = 'starting';
    bench.receive('temp:50\ntemp:61\n');
    clock.advance(PAUSE_LIMIT_MS);
    await settled();
    assert.deepEqual(session.asked, []);
    assert.match(problems[0], /Debug board was still starting after 5 s, and was not paused/);
  });

  it('pause all sessions of the device, and one that is halted already is no failure', async () => {
    const { bench, clock, sessions, problems, facts } = await benchOf(HOT);
    const other = new FakeSession('Other core');
    const third = new FakeSession('Third core');
    third.state = 'halted';
    sessions.push(other, third);
    bench.receive('temp:61\n');
    await settled();
    other.halt(clock.nowMs() + 9);
    sessions[0].halt(clock.nowMs() + 3);
    await settled();
    assert.equal(facts()[0].latencyMs, 3);
    assert.match(facts()[0].detail, /Debug board; Other core; Third core was halted already/);
    assert.deepEqual(problems, []);
    assert.deepEqual(third.asked, []);
  });

  it('share one pause when several are hit at once', async () => {
    const { bench, sessions, facts } = await benchOf([...HOT, { when: 'temp > 50' }]);
    bench.receive('temp:61\n');
    await settled();
    sessions[0].halt(bench.clock.nowMs() + 2);
    await settled();
    assert.deepEqual(
      facts().map(({ outcome, latencyMs }) => [outcome, latencyMs]),
      [
        ['halted', 2],
        ['halted', 2],
      ],
    );
    assert.equal(sessions[0].asked.length, 2);
  });

  it('know limits, states, losses and silence', async () => {
    const setting = ['limit temp', 'state Error', 'rejected', 'stale temp 500 ms'];
    const { bench, device, clock, breakpoints } = await benchOf(setting.map((when) => ({ when })));
    const hits = () => breakpoints.all.map((one) => one.hits);
    const limit = { channel: 'temp', level: 'warning', side: 'high', bound: 10 } as const;
    device.setLimits([{ ...limit, hysteresis: 0, persistenceMs: 0, action: 'mark' }]);
    bench.receive('temp:1\n');
    bench.receive('temp:11\n');
    assert.deepEqual(hits(), [1, 0, 0, 0]);
    bench.receive('temp:ERR,rpm:3\n');
    assert.deepEqual(hits(), [1, 1, 1, 0]);
    clock.advance(2000);
    assert.deepEqual(hits(), [1, 1, 1, 1], 'a silence counts once');
    bench.receive('temp:1\n');
    clock.advance(499);
    assert.deepEqual(hits(), [1, 1, 1, 1]);
    clock.advance(1);
    assert.deepEqual(hits(), [1, 1, 1, 2]);
  });

  it('do nothing while disabled, and for another device', async () => {
    const setting = [
      { when: 'temp > 60', enabled: false },
      { when: 'temp > 60', device: 'Pump' },
      { when: 'temp > 60', device: 'Motor board' },
      { when: 'temp > 60', device: 'd' },
    ];
    const { bench, store, breakpoints } = await benchOf(setting);
    bench.receive('temp:61\n');
    assert.deepEqual(
      breakpoints.all.map(({ hits }) => hits),
      [0, 0, 1, 1],
    );
    store.value = [{ when: 'temp > 60', device: 'd' }];
    await breakpoints.apply();
    assert.deepEqual(
      breakpoints.all.map(({ hits }) => hits),
      [1],
      'one that stays keeps its count',
    );
    breakpoints.dispose();
    bench.receive('temp:1\ntemp:61\n');
    assert.equal(breakpoints.all[0].hits, 1);
  });

  it('say which entries of the setting are wrong, and use the others', async () => {
    const { breakpoints } = await benchOf([{ when: 'temp' }, 7, ...HOT, { when: 'a > 1', x: 1 }]);
    assert.equal(breakpoints.all.length, 1);
    assert.equal(breakpoints.problems.length, 3);
    assert.match(
      breakpoints.problems[0],
      /^telemetryhub\.breakpoints\[0\]\.when: It compares nothing/,
    );
  });
});
