import assert from 'node:assert/strict';
import type { DebugFact } from '../../../src/debugFacts';
import { DeviceBench } from './bench';

const SESSION = { id: '', name: 'Flash', seenBy: 'adapter' } as const;

function spans({ device }: DeviceBench) {
  return device.events.all.filter(({ fact }) => fact.kind === 'debug' && fact.act === 'released');
}
const isOpen = ({ fact }: { fact: unknown }) => (fact as DebugFact).open === true;
const links = ({ device }: DeviceBench) =>
  device.events.all.flatMap(({ fact }) => (fact.kind === 'link' ? [fact.link.kind] : []));

describe('a port that is let go of for a debug session', () => {
  it('is a span until it is open again, and no failure; what was measuring measures', async () => {
    const bench = new DeviceBench({ commandSet: 'hub', staleAfterMs: 500, failureThreshold: 1 });
    const { device, transport, clock } = bench;
    await device.start();
    bench.receive('temp:1\n');
    await device.release(SESSION);
    assert.equal(transport.isOpen, false);
    assert.equal(device.releasedFor, 'Flash');
    assert.deepEqual(device.link, {
      kind: 'closed',
      reason: 'released for debug session Flash',
    });
    const fromMs = clock.nowMs();
    clock.advance(60_000);
    assert.equal(device.state, 'measuring');
    assert.equal(isOpen(spans(bench)[0]), true);
    transport.written.splice(0);
    await device.takeBack();
    assert.equal(device.releasedFor, undefined);
    assert.deepEqual(transport.written, ['START\n'], 'a board that was flashed is Idle');
    const [span, ...more] = spans(bench);
    assert.deepEqual(more, []);
    assert.equal(isOpen(span), false);
    assert.deepEqual([span.timeMs, span.lastMs], [fromMs, fromMs + 60_000]);
    assert.deepEqual(links(bench), ['open', 'open']);
    assert.deepEqual(
      device.history.map(({ to }) => to),
      ['measuring'],
    );
    await transport.dropLink('unplugged');
    assert.equal(device.state, 'measuring', 'a board that is started anew may go away once more');
  });

  it('may be refused for a while: that says nothing new', async () => {
    const bench = new DeviceBench();
    const { device, transport } = bench;
    await device.connect();
    await device.release(SESSION);
    transport.refusal = 'busy';
    await assert.rejects(device.takeBack(), /busy/);
    await assert.rejects(device.takeBack(), /busy/);
    assert.match(device.link.kind === 'closed' ? (device.link.reason ?? '') : '', /released for/);
    assert.deepEqual(links(bench), ['open']);
    transport.refusal = undefined;
    await device.takeBack();
    assert.equal(device.link.kind, 'open');
  });

  it('is Idle for the reason why it does not come back', async () => {
    const bench = new DeviceBench();
    const { device } = bench;
    await device.start();
    await device.release(SESSION);
    await device.giveUpPort('busy');
    assert.deepEqual([device.state, device.cause], ['idle', 'busy']);
    assert.deepEqual(device.link, { kind: 'closed', reason: 'busy' });
    assert.equal(device.releasedFor, undefined);
    assert.equal(isOpen(spans(bench)[0]), false);
  });

  it("is the user's again with Connect, Disconnect, and Stop of a device that knows none", async () => {
    for (const act of ['connect', 'disconnect', 'stop'] as const) {
      const bench = new DeviceBench({ commandSet: 'none' });
      const { device, transport } = bench;
      await device.start();
      await device.release(SESSION);
      await device[act]();
      assert.equal(device.releasedFor, undefined, act);
      assert.equal(isOpen(spans(bench)[0]), false);
      await device.takeBack();
      assert.equal(transport.isOpen, act === 'connect');
      assert.equal(device.link.kind, act === 'connect' ? 'open' : 'closed');
    }
  });

  it('is none while the link is closed', async () => {
    const bench = new DeviceBench();
    await bench.device.release(SESSION);
    assert.equal(bench.device.releasedFor, undefined);
    assert.deepEqual(bench.device.events.all, []);
  });
});
