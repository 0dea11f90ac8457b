import assert from 'node:assert/strict';
import type { DebugChange, DebugSessionName } from '../../../src/debugFacts';
import { DeviceBench } from './bench';

const SESSION: DebugSessionName = { id: 's', name: 'Debug board', seenBy: 'adapter' };

function benchOf(profile: ConstructorParameters<typeof DeviceBench>[0] = {}) {
  const bench = new DeviceBench(profile);
  const now = () => bench.clock.nowMs();
  const note = (change: DebugChange) => {
    bench.device.debugged(SESSION, change);
  };
  const halt = () => note({ act: 'halted', timeMs: now(), reason: 'breakpoint' });
  const go = () => note({ act: 'continued', timeMs: now() });
  const reset = () => note({ act: 'reset', timeMs: now() });
  return { bench, halt, go, reset };
}

describe('a device that a debugger holds', () => {
  it('is not stale, and is so again only after it could have sent', async () => {
    const { bench, halt, go } = benchOf({ staleAfterMs: 500, failureThreshold: 2 });
    await bench.device.start();
    bench.receive('temp:1\n');
    halt();
    assert.equal(bench.device.halted, true);
    bench.clock.advance(60_000);
    assert.equal(bench.device.state, 'measuring');
    go();
    bench.clock.advance(499);
    assert.equal(bench.device.state, 'measuring');
    bench.clock.advance(1);
    assert.equal(bench.device.state, 'error');
  });

  it('has no failure when its link breaks meanwhile', async () => {
    const { bench, halt } = benchOf();
    await bench.device.start();
    bench.receive('temp:1\n');
    halt();
    await bench.transport.dropLink('unplugged');
    assert.equal(bench.device.state, 'measuring');
    assert.match(bench.device.notes.join(), /debugger/);
  });

  it('may go and come back after a reset, mid-frame, without a failure', async () => {
    const { bench, reset } = benchOf({ commandSet: 'hub' });
    await bench.device.start();
    bench.receive('temp:1\ntem');
    reset();
    bench.receive('BOOT:temp:4,x\n');
    await bench.transport.dropLink('unplugged');
    assert.equal(bench.device.state, 'measuring');
    assert.equal(bench.transport.written.filter((line) => line === 'START\n').length, 2);
    bench.clock.advance(5000);
    await bench.transport.dropLink('unplugged');
    assert.equal(bench.device.state, 'error', 'but not for ever');
  });

  it('is told again what it was doing, once it runs after a reset', async () => {
    const { bench, halt, go, reset } = benchOf({ commandSet: 'hub', onConnect: ['HELLO'] });
    await bench.device.start();
    const said = () => bench.transport.written.splice(0);
    said();
    halt();
    reset();
    bench.clock.advance(10_000);
    assert.deepEqual(said(), [], 'it cannot hear');
    go();
    bench.clock.advance(400);
    halt();
    bench.clock.advance(10_000);
    go();
    bench.clock.advance(499);
    assert.deepEqual(said(), []);
    bench.clock.advance(1);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(said(), ['HELLO\n', 'START\n']);
    bench.clock.advance(10_000);
    assert.deepEqual(said(), []);
  });

  it('has its rate over the time that it ran', async () => {
    const { bench, halt, go } = benchOf();
    await bench.device.start();
    const run = () => {
      for (let i = 0; i < 10; i++) {
        bench.receive('temp:1\n');
        bench.clock.advance(100);
      }
    };
    run();
    const before = bench.device.samplesPerSecond;
    halt();
    bench.clock.advance(10_000);
    assert.equal(bench.device.samplesPerSecond, before);
    go();
    run();
    assert.equal(bench.device.samplesPerSecond, before);
    const { rate } = bench.store.statistics('d/temp', 0, 1e9, (from, to) =>
      bench.device.haltedMs(from, to),
    );
    assert.equal(Math.round(rate), 10);
  });

  it('begins the persistence of a limit anew', async () => {
    const { bench, halt, go } = benchOf();
    await bench.device.start();
    const limit = { channel: 'temp', level: 'warning', side: 'high', bound: 10 } as const;
    bench.device.setLimits([{ ...limit, hysteresis: 0, persistenceMs: 500, action: 'mark' }]);
    bench.receive('temp:20\n');
    halt();
    bench.clock.advance(10_000);
    go();
    bench.receive('temp:20\n');
    assert.equal(bench.device.alarms.length, 0);
    bench.clock.advance(500);
    bench.receive('temp:20\n');
    assert.equal(bench.device.alarms.length, 1);
  });
});
