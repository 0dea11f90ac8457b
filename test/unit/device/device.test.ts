import assert from 'node:assert/strict';
import type { Device } from '../../../src/device/device';
import { DeviceBench } from './bench';

/** The byte equation of the contract. */
function assertBytesAddUp(device: Device): void {
  const c = device.counters;
  const out = c.bytesAccepted + c.bytesRejected + c.bytesDroppedSource + c.bytesDroppedQueue;
  assert.equal(c.bytesIn + c.bytesInjected, out + c.bytesWaiting);
}

describe('Device', () => {
  it('goes from start to samples in the store', async () => {
    const bench = new DeviceBench();
    await bench.device.start();
    bench.receive('temp:23.5,rpm:1200\ntemp:24.5,rpm:1300\n');
    assert.equal(bench.device.state, 'measuring');
    const names = bench.device.channels.map((c) => [c.name, c.latest, c.count]);
    assert.deepEqual(names, [
      ['temp', 24.5, 2],
      ['rpm', 1300, 2],
    ]);
    const { hi } = bench.store.query('d/temp', 0, 1e9, 1e6);
    assert.deepEqual([...hi], [24.5]);
    assertBytesAddUp(bench.device);
  });

  it('keeps data flowing after stop and start', async () => {
    const bench = new DeviceBench();
    for (let i = 1; i <= 3; i++) {
      await bench.device.start();
      bench.receive(`temp:${i}\n`);
      assert.equal(bench.device.channels[0].latest, i);
      await bench.device.stop();
      assert.equal(bench.device.state, 'idle');
      bench.clock.advance(1000);
    }
    assert.equal(bench.device.channels[0].count, 3);
  });

  it('draws a gap where the link was closed', async () => {
    const bench = new DeviceBench();
    await bench.device.start();
    bench.receive('temp:1\n');
    await bench.device.stop();
    bench.clock.advance(5000);
    await bench.device.start();
    bench.receive('temp:2\n');
    const { lo } = bench.store.query('d/temp', 0, 1e9, 1);
    assert.deepEqual([...lo], [1, NaN, 2]);
  });

  it('lets go of a device that knows no STOP, and tells one that does', async () => {
    const plain = new DeviceBench();
    await plain.device.start();
    await plain.device.stop();
    assert.equal(plain.device.link.kind, 'closed');
    const hub = new DeviceBench({ commandSet: 'hub' });
    await hub.device.start();
    await hub.device.stop();
    assert.equal(hub.device.link.kind, 'open');
    assert.deepEqual(hub.transport.written, ['START\n', 'STOP\n']);
  });

  it('refuses to act in SafeState, says why, and goes on watching', async () => {
    const bench = new DeviceBench({ commandSet: 'hub', safeCommand: 'STOP' });
    await bench.device.start();
    bench.receive('temp:1\n');
    bench.transport.listener.onFatal('faultAfterSamples: 10 samples');
    assert.equal(bench.device.state, 'safeState');
    assert.equal(bench.transport.written.at(-1), 'STOP\n');
    await assert.rejects(bench.device.start(), /SafeState \(faultAfterSamples.*Reset it first/);
    await assert.rejects(bench.device.send('CALIBRATE'), /Reset it first/);
    bench.receive('temp:2\n');
    assert.equal(bench.device.channels[0].count, 2);
    await bench.device.reset();
    assert.equal(bench.device.state, 'idle');
    assert.equal(bench.transport.written.at(-1), 'RESET\n');
    await bench.device.start();
    assert.equal(bench.device.state, 'measuring');
  });

  it('stays in SafeState over disconnect and over a reload', async () => {
    const bench = new DeviceBench();
    await bench.device.start();
    bench.transport.listener.onFatal('fault');
    await bench.device.disconnect();
    assert.equal(bench.device.state, 'safeState');
    assert.equal(bench.device.link.kind, 'closed');
    assert.equal(bench.latches.get('d')?.cause, 'fault');
  });

  it('ends 100 concurrent starts and stops in a defined state', async () => {
    const bench = new DeviceBench();
    const actions = Array.from({ length: 100 }, (_, i) =>
      i % 2 === 0 ? bench.device.start() : bench.device.stop(),
    );
    await Promise.all(actions);
    assert.equal(bench.device.state, 'idle');
    await bench.device.start();
    bench.receive('temp:1\n');
    assert.equal(bench.device.channels[0].count, 1);
  });

  it('stays Idle with the reason when the link cannot be opened', async () => {
    const bench = new DeviceBench();
    bench.transport.refusal = 'Could not open /dev/ttyX: used by another program. Close it.';
    await assert.rejects(bench.device.start(), /used by another program/);
    assert.equal(bench.device.state, 'idle');
    bench.transport.refusal = undefined;
    await bench.device.start();
    assert.equal(bench.device.state, 'measuring');
  });

  it('counts a lost link once, tells the device START when it is back, and recovers', async () => {
    const bench = new DeviceBench({ commandSet: 'hub', staleAfterMs: 500 });
    await bench.device.start();
    bench.receive('temp:1\n');
    const { listener } = bench.transport;
    listener.onLink({ kind: 'reconnecting', attempt: 1, reason: 'unplugged' }, true);
    bench.clock.advance(60_000);
    listener.onLink({ kind: 'reconnecting', attempt: 9, reason: 'unplugged' }, false);
    assert.equal(bench.device.state, 'error');
    assert.equal(bench.device.history.length, 2);
    listener.onLink({ kind: 'open' }, false);
    await Promise.resolve();
    assert.equal(bench.transport.written.at(-1), 'START\n');
    bench.receive('temp:2\n');
    assert.equal(bench.device.state, 'measuring');
    assertBytesAddUp(bench.device);
  });

  it('trips when no frame comes for staleAfterMs, five times over', async () => {
    const bench = new DeviceBench({ staleAfterMs: 2000 });
    await bench.device.start();
    bench.receive('temp:1\n');
    bench.clock.advance(1999);
    assert.equal(bench.device.state, 'measuring');
    bench.clock.advance(2);
    assert.equal(bench.device.state, 'error');
    bench.clock.advance(8000);
    assert.equal(bench.device.state, 'safeState');
    assert.equal(bench.device.cause, 'no frames ×5');
    bench.clock.advance(60_000);
    assert.equal(bench.clock.pending, 0);
  });

  it('is not stale while idle', async () => {
    const bench = new DeviceBench({ staleAfterMs: 100 });
    await bench.device.connect();
    bench.clock.advance(10_000);
    assert.equal(bench.device.state, 'idle');
  });

  it('shows the rate of the last second and 0 after it', async () => {
    const bench = new DeviceBench();
    await bench.device.start();
    for (let i = 0; i < 100; i++) {
      bench.receive('a:1,b:2\n');
      bench.clock.advance(10);
    }
    assert.ok(Math.abs(bench.device.samplesPerSecond - 200) < 10);
    let told = 0;
    bench.device.onChange(() => told++);
    bench.clock.advance(5000);
    assert.equal(bench.device.samplesPerSecond, 0);
    assert.ok(told >= 1);
    assert.equal(bench.clock.pending, 0);
  });

  it('counts what the source let go of and breaks the line there', async () => {
    const bench = new DeviceBench();
    await bench.device.start();
    bench.receive('temp:1\ntem');
    bench.transport.listener.onDropped(1000, bench.clock.nowMs());
    bench.receive('9\ntemp:2\n');
    const { bytesDroppedSource, bytesRejected, bytesIn } = bench.device.counters;
    assert.deepEqual([bytesDroppedSource, bytesRejected, bytesIn], [1000, 5, 1019]);
    assert.equal(bench.device.channels[0].latest, 2);
    assertBytesAddUp(bench.device);
  });

  it('holds its link back when a blocking queue is full, and lets go when it is empty', async () => {
    const bench = new DeviceBench({ dropPolicy: 'block', queueBlocks: 1 });
    await bench.device.start();
    bench.worker.answers = false;
    for (let i = 0; i < 5; i++) bench.receive(`temp:${i}\n`);
    assert.equal(bench.transport.flow.at(-1), false);
    bench.worker.release();
    assert.equal(bench.transport.flow.at(-1), true);
    assert.equal(bench.device.channels[0].count, 5);
    assert.equal(bench.device.counters.bytesDroppedQueue, 0);
  });

  it('leaves nothing behind when disposed', async () => {
    const bench = new DeviceBench({ staleAfterMs: 100 });
    await bench.device.start();
    bench.receive('temp:1\n');
    await bench.device.dispose();
    await bench.device.dispose();
    assert.equal(bench.clock.pending, 0);
    assert.equal(bench.store.bytes, 0);
    assert.ok(bench.transport.disposed);
  });
});
