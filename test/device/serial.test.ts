import assert from 'node:assert/strict';
import { closeSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Bench } from './bench';
import { cpuMs, received, repetitions, serialBench, sourcePath, sourcePids } from './bench';
import { listPorts } from '../../src/transport/listPorts';
import { pause, PtyPair, until } from './pty';

const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);

describe('serial port on a PTY', function () {
  this.timeout(120_000 * repetitions);
  let cable: PtyPair;
  let benches: Bench[];

  async function benchOn(port: string, inProcess = false): Promise<Bench> {
    const bench = await serialBench(port, inProcess);
    benches.push(bench);
    return bench;
  }

  beforeEach(async () => {
    benches = [];
    cable = new PtyPair();
    await cable.plug();
  });

  afterEach(async () => {
    // Also after a failure: what is left over would keep the runner alive.
    await Promise.all(benches.map(({ transport }) => transport.dispose()));
    await cable.dispose();
    assert.deepEqual(sourcePids(), [], 'no source process is left');
  });

  for (const inProcess of [false, true]) {
    const where = inProcess ? 'in this process' : 'in a process of its own';
    it(`takes and gives every byte value exactly, ${where}`, async () => {
      const bench = await benchOn(cable.near, inProcess);
      const far = cable.openFar();
      await bench.transport.open();
      writeSync(far, everyByte);
      await until(() => received(bench).length >= 256, 2000, '256 bytes in');
      assert.deepEqual(Uint8Array.from(received(bench)), everyByte);
      await bench.transport.write(everyByte);
      const back = Buffer.alloc(512);
      assert.equal(readSync(far, back), 256);
      assert.deepEqual(Uint8Array.from(back.subarray(0, 256)), everyByte);
      closeSync(far);
    });

    it(`sees an unplug within a second and is back by itself, ${where}`, async () => {
      const bench = await benchOn(cable.near, inProcess);
      await bench.transport.open();
      await cable.unplug();
      await until(() => bench.lost() === 1, 1000, 'lost');
      await cable.plug();
      await until(() => bench.opened() === 2, 10_000, 'open again');
      const far = cable.openFar();
      writeSync(far, everyByte);
      await until(() => received(bench).length === 256, 2000, '256 bytes in');
      assert.equal(bench.lost(), 1);
      closeSync(far);
    });
  }

  it('says that a port is busy, and is free for the next as soon as it is closed', async () => {
    const first = await benchOn(cable.near);
    const second = await benchOn(cable.near);
    await first.transport.open();
    await assert.rejects(second.transport.open(), /busy: another program/);
    await first.transport.close();
    await second.transport.open();
  });

  it('says what is no port', async () => {
    const none = await serialBench('/dev/telemetryhub-none');
    await assert.rejects(none.transport.open(), /There is no port/);
    const file = await benchOn('/dev/null');
    await assert.rejects(file.transport.open(), /not a serial port/);
  });

  for (const inProcess of [false, true]) {
    it(`says it in the user's language, ${inProcess ? 'in this process' : 'in its own'}`, async () => {
      const german = path.resolve('l10n/bundle.l10n.de.json');
      const bench = await serialBench('/dev/telemetryhub-none', inProcess, german);
      benches.push(bench);
      await assert.rejects(bench.transport.open(), /Es gibt keinen Port .*Stecken Sie es an/);
    });
  }

  it('lists the ports of this machine', async () => {
    const ports = await listPorts({ sourcePath, inProcess: false });
    assert.ok(ports.every(({ path }) => path.length > 0));
  });

  it('recovers by itself when the source process is killed', async () => {
    const bench = await benchOn(cable.near);
    await bench.transport.open();
    for (let i = 1; i <= 3 * repetitions; i++) {
      const [pid] = sourcePids();
      process.kill(pid, 'SIGKILL');
      await until(() => bench.lost() === i, 1000, 'lost');
      await until(() => bench.opened() === i + 1, 10_000, 'open again');
      assert.notEqual(sourcePids()[0], pid);
    }
    const { state } = bench.links.find((link) => link.lost) ?? assert.fail('no loss');
    assert.match(state.kind === 'reconnecting' ? state.reason : '', /SIGKILL/);
  });

  it('closes each time the far end dies while data flows, and spins no core', async () => {
    const deaths = 50 * repetitions;
    const bench = await benchOn(cable.near);
    await bench.transport.open();
    const [pid] = sourcePids();
    for (let i = 1; i <= deaths; i++) {
      const far = cable.openFar();
      const before = bench.chunks.length;
      const pump = setInterval(() => writeSync(far, Buffer.alloc(64, 0x55)), 1);
      await until(() => bench.chunks.length > before + 5, 5000, 'data');
      clearInterval(pump);
      writeSync(far, Buffer.alloc(1024, 0x55));
      await cable.unplug();
      closeSync(far);
      await until(() => bench.lost() === i, 1000, `close ${i}`);
      await cable.plug();
      await until(() => bench.opened() === i + 1, 10_000, `open again ${i}`);
    }
    assert.equal(bench.lost(), deaths);
    const idleFromMs = cpuMs(pid);
    await pause(1000);
    assert.ok(cpuMs(pid) - idleFromMs < 200, 'an idle port costs next to nothing');
    assert.deepEqual(sourcePids(), [pid], 'one source process did it all');
  });
});
