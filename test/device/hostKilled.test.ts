import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { childPids, isRunning, repetitions, serialBench } from './bench';
import { PtyPair, until } from './pty';

/** Run with this argument, this very file is the host that will be killed. */
const HOST_ARGUMENT = '--host-on';

async function beHost(port: string): Promise<void> {
  const { transport } = await serialBench(port);
  await transport.open();
  process.send?.('open');
}

async function killHostOn(cable: PtyPair): Promise<void> {
  const host = spawn(process.execPath, [__filename, HOST_ARGUMENT, cable.near], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const messages: unknown[] = [];
  host.on('message', (message) => messages.push(message));
  await until(() => messages.includes('open'), 10_000, 'the host has the port open');
  assert.ok(host.pid);
  const [source] = childPids(host.pid);
  host.kill('SIGKILL');
  await until(() => !isRunning(source), 1000, 'the source process is gone');
}

if (process.argv[2] === HOST_ARGUMENT) {
  void beHost(process.argv[3]);
} else {
  describe('a killed host', function () {
    this.timeout(30_000 * repetitions);

    it('leaves the port free within a second', async () => {
      const cable = new PtyPair();
      await cable.plug();
      try {
        for (let i = 0; i < 3 * repetitions; i++) {
          await killHostOn(cable);
          const next = await serialBench(cable.near);
          await next.transport.open();
          await next.transport.dispose();
        }
      } finally {
        await cable.dispose();
      }
    });
  });
}
