import assert from 'node:assert/strict';
import { fault, unaccounted } from '../../fixtures/faults';
import { DeviceBench } from './bench';

const kinds = (bench: DeviceBench) => bench.device.events.all.map(({ fact }) => fact.kind);
const armedKinds = (bench: DeviceBench) => bench.device.faults.map(({ spec }) => spec.kind);
/** What was disarmed, and why. */
const disarmed = (bench: DeviceBench) =>
  bench.device.events.all.flatMap(({ fact }) =>
    fact.kind === 'disarmed' ? [`${fact.spec.kind}: ${fact.why}`] : [],
  );

/** Lets microtasks run: faults end in one. */
const settle = () => new Promise(setImmediate);

async function started(profile: ConstructorParameters<typeof DeviceBench>[0] = {}) {
  const bench = new DeviceBench(profile);
  await bench.device.start();
  bench.receive('temp:1\n');
  return bench;
}

describe('faults of a device', () => {
  it('are armed, do damage that is counted and caught, and are disarmed', async () => {
    const bench = await started();
    const { device } = bench;
    const { id } = await device.arm(fault('badChecksum', { probability: 1 }));
    bench.receive('temp:2\ntemp:3\n');
    assert.equal(device.channels[0].count, 1);
    assert.deepEqual(
      [device.faults[0].score.injected, device.faults[0].score.caught, device.score.caught],
      [2, 2, 2],
    );
    assert.equal(device.score.caughtBy, 'framing');
    await device.disarm(id);
    bench.receive('temp:4\n');
    assert.equal(device.channels[0].latest, 4);
    assert.deepEqual(device.faults, []);
    assert.deepEqual(
      kinds(bench).filter((kind) => !['link', 'sent', 'note'].includes(kind)),
      ['state', 'armed', 'injected', 'rejected', 'caught', 'state', 'disarmed', 'state'],
    );
    assert.equal(unaccounted(device.counters), 0);
  });

  it('have ids of their own in the whole window', async () => {
    const bench = await started();
    const first = await bench.device.arm(fault('flip'));
    const second = await bench.device.arm(fault('flip'));
    assert.deepEqual([first.id, second.id], [1, 2]);
  });

  it('end by themselves after their time, on the device clock', async () => {
    const bench = await started();
    await bench.device.arm(fault('flip', {}, { durationS: 10 }));
    assert.equal(bench.device.faults[0].untilMs, bench.clock.nowMs() + 10_000);
    bench.clock.advance(9999);
    await settle();
    assert.equal(bench.device.faults.length, 1);
    bench.clock.advance(1);
    await settle();
    assert.equal(bench.device.faults.length, 0);
    assert.deepEqual(disarmed(bench), ['flip: its time is over']);
  });

  it('end by themselves after exactly so many injections', async () => {
    const bench = await started();
    await bench.device.arm(fault('dropFrame', { probability: 1 }, { count: 3 }));
    bench.receive('temp:2\ntemp:3\ntemp:4\ntemp:5\n');
    await settle();
    assert.equal(bench.device.channels[0].latest, 5);
    assert.equal(bench.device.score.injected, 3);
    assert.deepEqual(disarmed(bench), ['dropFrame: its count is reached']);
    assert.equal(bench.device.counters.bytesDroppedFault, 21);
  });

  it('are not cut short in their last injection', async () => {
    const bench = await started();
    await bench.device.arm(fault('stuck', { probability: 1, holdMs: 1000 }, { count: 1 }));
    for (let i = 2; i <= 14; i++) {
      bench.clock.advance(100);
      bench.receive(`temp:${i}\n`);
      await settle();
    }
    const { hi } = bench.store.query('d/temp', 0, 1e9, 1e-3);
    assert.deepEqual([...hi], [1, ...Array<number>(10).fill(2), 12, 13, 14]);
    assert.deepEqual(bench.device.faults, []);
  });

  it('are at most 16 at a time', async () => {
    const bench = await started();
    for (let i = 0; i < 16; i++) await bench.device.arm(fault('flip'));
    await assert.rejects(bench.device.arm(fault('flip')), /16 are armed\. Disarm one first/);
    await bench.device.disarmAll();
    assert.equal(bench.device.faults.length, 0);
  });

  it('leave nothing behind when the device is disposed, whatever they held', async () => {
    const bench = await started();
    for (const kind of ['latency', 'stall', 'bandwidth', 'disconnect', 'dtrGlitch'] as const) {
      await bench.device.arm(fault(kind, {}, { durationS: 60 }));
    }
    for (const kind of ['swapFrames', 'reorder', 'stuck', 'faultAfterSamples'] as const) {
      await bench.device.arm(fault(kind));
    }
    bench.receive('temp:2\n');
    await bench.device.dispose();
    // As a source does that still had some when it was closed.
    bench.receive('temp:3\n');
    await bench.device.dispose();
    assert.equal(bench.clock.pending, 0);
    assert.equal(unaccounted(bench.device.counters), 0);
  });
});

describe('value faults of a device', () => {
  it('are real to the store, the channel and the limits', async () => {
    const bench = await started();
    const { device } = bench;
    device.setLimits([
      {
        channel: 'temp',
        level: 'critical',
        side: 'high',
        bound: 50,
        hysteresis: 0,
        persistenceMs: 0,
        action: 'safeState',
      },
    ]);
    await device.arm(fault('spike', { probability: 1, amplitude: 100 }, { count: 1 }));
    bench.receive('temp:2\n');
    assert.equal(device.channels[0].latest, 102);
    assert.deepEqual(
      device.alarms.map(({ value }) => value),
      [102],
    );
    assert.equal(device.state, 'safeState');
    assert.equal(device.cause, 'temp > 50');
    assert.deepEqual([device.score.caught, device.score.caughtBy], [1, 'temp > 50']);
  });

  it('that make gaps are counted with the values that were none', async () => {
    const bench = await started();
    bench.receive('temp:nan\n');
    assert.equal(bench.device.counters.nonFinite, 1);
    await bench.device.arm(fault('nan', { probability: 1 }, { count: 2 }));
    bench.receive('temp:2\ntemp:3\ntemp:4\n');
    await settle();
    const { counters } = bench.device;
    assert.equal(counters.nonFinite, 3);
    assert.equal(counters.samples, 5, 'a gap is a sample that came');
  });

  it('are not taken for caught when a frame is refused', async () => {
    const bench = await started();
    await bench.device.arm(fault('spike', { probability: 1 }, { count: 1 }));
    bench.receive('temp:2\ntemp:ERR\n');
    assert.equal(bench.device.score.caught, 0);
    bench.clock.advance(5000);
    assert.deepEqual(bench.device.score.missedNumbers, [1]);
    assert.ok(kinds(bench).includes('missed'));
  });
});

describe('link faults of a device', () => {
  it('hold bytes that count as waiting, and come before a break that follows them', async () => {
    const bench = await started();
    await bench.device.arm(fault('latency', { delayMs: 1000, jitterMs: 0 }));
    bench.receive('temp:2\ntem');
    assert.equal(bench.device.counters.bytesWaiting, 10);
    bench.transport.listener.onLink({ kind: 'reconnecting', attempt: 1, reason: 'x' }, true);
    assert.equal(bench.device.channels[0].latest, 2);
    assert.equal(bench.device.counters.bytesWaiting, 0);
    bench.transport.listener.onLink({ kind: 'open' }, false);
    bench.receive('temp:3\n');
    bench.clock.advance(2000);
    assert.equal(bench.device.channels[0].latest, 3);
    assert.equal(unaccounted(bench.device.counters), 0);
  });

  it('break the link for real, every so often, and are caught by the failure', async () => {
    const bench = await started();
    await bench.device.arm(fault('disconnect', { everyS: 5 }, { count: 2 }));
    bench.clock.advance(5000);
    assert.equal(bench.device.state, 'error');
    bench.receive('temp:2\n');
    assert.equal(bench.device.state, 'measuring');
    bench.clock.advance(5000);
    await settle();
    assert.deepEqual([bench.device.score.injected, bench.device.score.caught], [2, 2]);
    assert.deepEqual(bench.device.faults, []);
    assert.match(
      bench.device.events.all
        .flatMap(({ fact }) =>
          fact.kind === 'link' && 'reason' in fact.link ? [fact.link.reason] : [],
        )
        .join(),
      /broken by a fault/,
    );
  });

  it('are no injection while the link is not open', async () => {
    const bench = await started();
    await bench.device.arm(fault('disconnect', { everyS: 1 }));
    await bench.device.disconnect();
    bench.clock.advance(10_000);
    assert.equal(bench.device.score.injected, 0);
  });

  it('toggle DTR, and end with the reason where there is no such line', async () => {
    const bench = await started();
    await bench.device.arm(fault('dtrGlitch', { everyS: 1, holdMs: 50 }));
    bench.clock.advance(1000);
    await settle();
    assert.deepEqual(bench.transport.glitches, [50]);
    assert.equal(bench.device.score.injected, 1);
    bench.transport.glitchRefusal = 'DTR cannot be set: ENOTTY';
    bench.clock.advance(1000);
    await settle();
    assert.equal(bench.device.score.injected, 1);
    assert.deepEqual(disarmed(bench), ['dtrGlitch: DTR cannot be set: ENOTTY']);
    assert.equal(bench.device.state, 'measuring');
  });
});

describe('faults on the send path', () => {
  it('damage what the device gets, not what was meant', async () => {
    const bench = await started();
    await bench.device.arm(fault('duplicate', { probability: 1 }, { direction: 'send' }));
    await bench.device.send('AB');
    assert.equal(bench.transport.written.at(-1), 'AABB\n\n');
    const sent = bench.device.events.all.flatMap(({ fact }) =>
      fact.kind === 'sent' ? [fact.text] : [],
    );
    assert.deepEqual(sent, ['AB']);
    assert.equal(unaccounted(bench.device.counters), 0);
  });

  it('hold lines back, and send them when they are due', async () => {
    const bench = await started();
    const spec = fault('latency', { delayMs: 500, jitterMs: 0 }, { direction: 'send' });
    await bench.device.arm(spec);
    await bench.device.send('AB');
    assert.deepEqual(bench.transport.written, []);
    bench.clock.advance(500);
    assert.deepEqual(bench.transport.written, ['AB\n']);
  });

  it('make no bug of a greeting that a breaking link cut off', async () => {
    const bench = new DeviceBench({ onConnect: ['HELLO'] });
    bench.transport.writeRefusal = 'The link is not open.';
    await bench.device.start();
    await settle();
    assert.deepEqual(bench.bugs, []);
    assert.deepEqual(bench.device.notes, ['Not sent: The link is not open.']);
  });

  it('let go of what they hold when the link is closed, and say so', async () => {
    const bench = await started();
    await bench.device.arm(fault('latency', {}, { direction: 'send' }));
    await bench.device.send('AB');
    await bench.device.disconnect();
    bench.clock.advance(10_000);
    assert.deepEqual(bench.transport.written, []);
    assert.match(bench.device.notes.join(), /3 bytes .* not sent/);
    assert.deepEqual(bench.bugs, []);
  });
});

describe('faults in SafeState', () => {
  it('are refused where they act on the device, and allowed where they only damage what is seen', async () => {
    const bench = await started();
    bench.transport.listener.onFatal('broken');
    const acting = [
      fault('flip', {}, { direction: 'send' }),
      fault('dtrGlitch'),
      fault('disconnect'),
      fault('communicationFailure'),
    ];
    for (const spec of acting) {
      await assert.rejects(
        bench.device.arm(spec),
        /SafeState \(broken\)\. Reset it first/,
        spec.kind,
      );
    }
    await bench.device.arm(fault('flip', { probability: 1 }));
    bench.receive('temp:2\n');
    assert.ok(bench.device.score.injected > 0);
  });

  it('are disarmed on the way in, what they hold never reaches the device, and the safe command is whole', async () => {
    const bench = await started({ safeCommand: 'OFF' });
    const { device } = bench;
    await device.arm(fault('latency', {}, { direction: 'send' }));
    await device.arm(fault('duplicate', { probability: 1 }, { direction: 'send' }));
    await device.arm(fault('flip'));
    await device.send('GO');
    bench.transport.listener.onFatal('broken');
    await settle();
    bench.clock.advance(10_000);
    assert.deepEqual(bench.transport.written, ['OFF\n']);
    assert.deepEqual(armedKinds(bench), ['flip']);
    assert.deepEqual(disarmed(bench), [
      'latency: the device is in SafeState',
      'duplicate: the device is in SafeState',
    ]);
  });
});

describe('faults that the device commits', () => {
  it('are set at the device, one at a time, and taken back', async () => {
    const bench = await started();
    await bench.device.arm(fault('communicationFailure', { probability: 0.5 }));
    assert.deepEqual(bench.transport.fault, { kind: 'communicationFailure', probability: 0.5 });
    const { id } = await bench.device.arm(fault('both', { probability: 0.1 }));
    assert.deepEqual(bench.transport.fault, { kind: 'both', probability: 0.1 });
    assert.deepEqual(armedKinds(bench), ['both']);
    await bench.device.disarm(id);
    assert.deepEqual(bench.transport.fault, { kind: 'none' });
  });

  it('are counted as the device reports them, each a frame', async () => {
    const bench = await started();
    await bench.device.arm(fault('communicationFailure'));
    bench.transport.listener.onInjected(2, bench.clock.nowMs());
    bench.receive('temp:ERR\ntemp:4\ntemp:ERR\n');
    assert.deepEqual([bench.device.score.injected, bench.device.score.caught], [2, 2]);
  });

  it('end when the one that was asked for has struck, with its words as the cause', async () => {
    const bench = await started();
    await bench.device.arm(fault('faultAfterSamples', { samples: 1000 }));
    bench.transport.listener.onFatal('the simulated fault');
    await settle();
    assert.equal(bench.device.state, 'safeState');
    assert.equal(bench.device.cause, 'the simulated fault after 1,000 samples');
    assert.deepEqual(bench.device.faults, []);
    assert.deepEqual([bench.device.score.caught, bench.device.score.caughtBy], [1, 'SafeState']);
    assert.deepEqual(bench.transport.fault, { kind: 'none' });
  });
});

describe('channels under fault', () => {
  it('are marked as born so when bytes were damaged, and only then', async () => {
    const bench = await started();
    const { id } = await bench.device.arm(fault('flip'));
    bench.receive('tamp:1\n');
    await bench.device.disarm(id);
    bench.clock.advance(100);
    bench.receive('rpm:1\n');
    await bench.device.arm(fault('spike'));
    bench.receive('volt:1\n');
    assert.deepEqual(
      bench.device.channels.map(({ name, bornUnderFault }) => [name, bornUnderFault]),
      [
        ['temp', false],
        ['tamp', true],
        ['rpm', false],
        ['volt', false],
      ],
    );
  });
});
