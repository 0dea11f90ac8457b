import assert from 'node:assert/strict';
import type { Limit, TelemetryFact } from '../../../src/model';
import { fault } from '../../fixtures/faults';
import { DeviceBench } from './bench';

const LIMIT: Limit = {
  channel: 'rpm',
  level: 'critical',
  side: 'high',
  bound: 3500,
  hysteresis: 100,
  persistenceMs: 0,
  action: 'mark',
};

/** Facts of one kind, oldest first. */
function facts<K extends TelemetryFact['kind']>(bench: DeviceBench, kind: K) {
  return bench.device.events.all.flatMap(({ fact }) =>
    fact.kind === kind ? [fact as Extract<TelemetryFact, { kind: K }>] : [],
  );
}

async function started(profile: ConstructorParameters<typeof DeviceBench>[0] = {}) {
  const bench = new DeviceBench(profile);
  await bench.device.start();
  return bench;
}

describe('sending to a device', () => {
  it('ends a line as asked, once', async () => {
    const bench = await started();
    await bench.device.send('A');
    await bench.device.send('A\n');
    await bench.device.send('A', 'cr');
    await bench.device.send('A', 'crlf');
    await bench.device.send('A\n', 'none');
    assert.deepEqual(bench.transport.written, ['A\n', 'A\n', 'A\r', 'A\r\n', 'A\n']);
  });

  it('remembers the last 50 lines, newest first, each once', async () => {
    const bench = await started();
    for (let i = 0; i < 60; i++) await bench.device.send(String(i));
    await bench.device.send('20\n');
    const { sentLines } = bench.device;
    assert.deepEqual([sentLines.length, sentLines[0], sentLines[1]], [50, '20', '59']);
    assert.equal(new Set(sentLines).size, 50);
  });

  it('makes an event of every line, the hub own commands included', async () => {
    const bench = await started({ commandSet: 'hub', onConnect: ['HELLO'] });
    await bench.device.send('GET_STATUS');
    assert.deepEqual(
      facts(bench, 'sent').map(({ text }) => text),
      ['HELLO', 'START', 'GET_STATUS'],
    );
  });

  it('offers the commands of the hub set to a device that speaks it, and none to others', async () => {
    assert.deepEqual((await started()).device.commands, []);
    const { commands } = (await started({ commandSet: 'hub' })).device;
    assert.ok(commands.includes('GET_STATUS'));
    // These have buttons of their own: sent by hand, the device and its state here would part.
    for (const own of ['START', 'STOP', 'RESET']) assert.ok(!commands.includes(own));
  });
});

describe('events of a device', () => {
  it('tell states with their causes, links by their outcome, losses per stage and marks', async () => {
    const bench = await started();
    bench.receive('rpm:1\n');
    bench.transport.listener.onLink({ kind: 'reconnecting', attempt: 1, reason: 'gone' }, true);
    bench.transport.listener.onLink({ kind: 'reconnecting', attempt: 2, reason: 'gone' }, false);
    bench.transport.listener.onLink({ kind: 'open' }, false);
    bench.transport.listener.onDropped(700, bench.clock.nowMs());
    bench.device.mark(1234, 'touched the probe');
    assert.deepEqual(
      facts(bench, 'link').map(({ link }) => link.kind),
      ['open', 'reconnecting', 'open'],
    );
    assert.deepEqual(
      facts(bench, 'state').map(({ to, cause }) => [to, cause]),
      [
        ['measuring', 'started'],
        ['error', 'link lost'],
      ],
    );
    assert.deepEqual(facts(bench, 'dropped'), [{ kind: 'dropped', stage: 'source', bytes: 700 }]);
    const last = bench.device.events.all.at(-1);
    assert.deepEqual(
      [last?.timeMs, last?.fact],
      [1234, { kind: 'mark', text: 'touched the probe' }],
    );
  });

  it('tell what the queue let go of', async () => {
    const bench = await started({ queueBlocks: 1 });
    bench.worker.answers = false;
    for (let i = 0; i < 10; i++) bench.receive(`rpm:${i}\n`);
    const [{ stage, bytes }] = facts(bench, 'dropped');
    assert.deepEqual([stage, bytes], ['queue', bench.device.counters.bytesDroppedQueue]);
  });

  it('count refused frames exactly, beyond those that a batch lists', async () => {
    const bench = await started();
    bench.receive('rpm:1\n');
    bench.receive('rpm:ERR\n'.repeat(200));
    assert.equal(
      facts(bench, 'rejected').reduce((sum, { frames }) => sum + frames, 0),
      200,
    );
  });

  it('say nothing of the first line that the opening cut', async () => {
    const bench = new DeviceBench();
    bench.transport.mayStartInsideFrame = true;
    await bench.device.start();
    bench.receive('m:3\nrpm:1\n');
    assert.deepEqual(facts(bench, 'rejected'), []);
    assert.equal(bench.device.counters.framesRejected, 1);
  });
});

describe('limits of a device', () => {
  it('raise and clear alarms as events', async () => {
    const bench = await started();
    bench.device.setLimits([LIMIT]);
    bench.receive('rpm:3600\n');
    assert.deepEqual(
      bench.device.alarms.map(({ channelId, value, acknowledged }) => [
        channelId,
        value,
        acknowledged,
      ]),
      [['d/rpm', 3600, false]],
    );
    bench.device.acknowledge();
    assert.ok(bench.device.alarms[0].acknowledged);
    bench.clock.advance(100);
    bench.receive('rpm:3300\n');
    assert.deepEqual(bench.device.alarms, []);
    assert.deepEqual(
      facts(bench, 'limit').map(({ raised, value }) => [raised, value]),
      [
        [true, 3600],
        [false, 3300],
      ],
    );
  });

  it('begin their persistence anew after a gap', async () => {
    const bench = await started();
    bench.device.setLimits([{ ...LIMIT, persistenceMs: 500 }]);
    bench.receive('rpm:3600\n');
    bench.transport.listener.onDropped(10, bench.clock.nowMs());
    bench.clock.advance(600);
    bench.receive('x\nrpm:3600\n');
    assert.deepEqual(bench.device.alarms, []);
    bench.clock.advance(600);
    bench.receive('rpm:3600\n');
    assert.equal(bench.device.alarms.length, 1);
  });

  it('that were replaced go on catching nothing', async () => {
    const bench = await started();
    bench.device.setLimits([LIMIT]);
    await bench.device.arm(fault('spike', { probability: 1, amplitude: 4000 }));
    bench.receive('rpm:1\n');
    bench.clock.advance(100);
    bench.receive('rpm:1\n');
    assert.equal(bench.device.score.caught, 2);
    bench.device.setLimits([]);
    bench.clock.advance(100);
    bench.receive('rpm:1\n');
    assert.deepEqual([bench.device.score.caught, bench.device.score.pending], [2, 1]);
  });
});
