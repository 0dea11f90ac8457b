import assert from 'node:assert/strict';
import { closeSync, readSync, writeSync } from 'node:fs';
import type { Device } from '../../src/device/device';
import type { Hub } from '../../src/hub';
import { fault, unaccounted } from '../fixtures/faults';
import { sourcePids } from './bench';
import { makeHub, onPort } from './hubBench';
import { pause, PtyPair, until } from './pty';

const LIMIT_MS = 10_000;

describe('faults on a real serial port', function () {
  this.timeout(60_000);
  const bugs: unknown[] = [];
  let cable: PtyPair;
  let hub: Hub;
  let device: Device;
  let far: number;
  let printed = 0;
  let printer: NodeJS.Timeout;

  beforeEach(async () => {
    bugs.length = 0;
    cable = new PtyPair();
    await cable.plug();
    far = cable.openFar();
    hub = makeHub(bugs);
    device = hub.devices.add(onPort(cable.near));
    await device.start();
    printer = setInterval(() => {
      writeSync(far, `temp:${20 + (printed % 10)}.5,count:${printed++}\n`);
    }, 10);
    await until(() => device.channels.length === 2, LIMIT_MS, 'both channels');
  });

  afterEach(async () => {
    clearInterval(printer);
    await hub.dispose();
    closeSync(far);
    await cable.dispose();
    assert.deepEqual(bugs, []);
    assert.deepEqual(sourcePids(), [], 'no source process is left');
  });

  const latest = () => device.channels[1].latest;

  it('flip bits of what is received: injected, refused, scored, and gone when disarmed', async () => {
    const { id } = await device.arm(fault('flip', { probability: 0.02, bits: 1 }));
    await until(() => device.score.caught >= 5, LIMIT_MS, 'five caught');
    // Two flips in one line are two that were caught, and one line that was refused.
    await until(() => device.rejections.length >= 5, LIMIT_MS, 'five refused');
    await device.disarm(id);
    const events = device.events.all.filter(({ fact }) => fact.kind === 'injected');
    assert.ok(events.length > 0);
    assert.ok(device.score.injected >= device.score.caught);
    const before = latest();
    await until(() => latest() > before + 20, LIMIT_MS, 'good frames again');
    assert.equal(device.state, 'measuring');
    assert.equal(unaccounted(device.counters), 0);
  });

  it('spoil exactly as many frames as asked for, each of them caught', async () => {
    const before = device.counters.framesRejected;
    await device.arm(fault('badChecksum', { probability: 0.5 }, { count: 20 }));
    await until(() => device.faults.length === 0, LIMIT_MS, 'its count is reached');
    await until(() => device.score.pending === 0, LIMIT_MS, 'all judged');
    const { injected, caught, missed } = device.score;
    assert.deepEqual([injected, caught, missed], [20, 20, 0]);
    assert.equal(device.counters.framesRejected - before, 20);
  });

  it('break the link for real, which mends itself and is scored', async () => {
    await device.arm(fault('disconnect', { everyS: 0.5 }, { count: 2 }));
    await until(() => device.faults.length === 0, LIMIT_MS, 'two breaks');
    await until(() => device.link.kind === 'open', LIMIT_MS, 'open again');
    const before = latest();
    await until(() => latest() > before + 20, LIMIT_MS, 'frames again');
    assert.deepEqual([device.score.injected, device.score.caught], [2, 2]);
    const causes = device.history.map(({ cause }) => cause);
    assert.ok(causes.includes('link lost'), causes.join());
    assert.equal(device.state, 'measuring');
    assert.equal(unaccounted(device.counters), 0);
  });

  it('are told of where a port has no DTR line, and are no failure', async () => {
    await device.arm(fault('dtrGlitch', { everyS: 0.5, holdMs: 10 }));
    await until(() => device.faults.length === 0, LIMIT_MS, 'disarmed');
    const why = device.events.all.flatMap(({ fact }) =>
      fact.kind === 'disarmed' ? [fact.why] : [],
    );
    assert.match(why.join(), /DTR cannot be set on .*it works without/);
    assert.equal(device.score.injected, 0);
    assert.equal(device.state, 'measuring');
  });

  it('damage what is sent to the device, and nothing of it once disarmed', async () => {
    clearInterval(printer);
    const heard = async () => {
      await device.send('ABCD');
      await pause(100);
      const bytes = Buffer.alloc(64);
      return bytes.subarray(0, readSync(far, bytes)).toString('latin1');
    };
    assert.equal(await heard(), 'ABCD\n');
    const send = fault('flip', { probability: 1, bits: 8 }, { direction: 'send' });
    const { id } = await device.arm(send);
    const flipped = Buffer.from('ABCD\n').map((byte) => byte ^ 0xff);
    assert.equal(await heard(), Buffer.from(flipped).toString('latin1'));
    assert.equal(device.score.injected, 5);
    await device.disarm(id);
    assert.equal(await heard(), 'ABCD\n');
  });
});
