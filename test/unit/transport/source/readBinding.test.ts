import assert from 'node:assert/strict';
import { readOrDisconnect } from '../../../../src/transport/source/readBinding';
import type { ReadFd, ReadablePort } from '../../../../src/transport/source/readBinding';

function portWith(onReadable: (port: { isOpen: boolean; fd: number | null }) => Error | null): {
  port: ReadablePort;
  waits: () => number;
} {
  let waits = 0;
  const port = {
    isOpen: true,
    fd: 7,
    poller: {
      once: (_event: 'readable', callback: (error: Error | null) => void): void => {
        waits += 1;
        callback(onReadable(port));
      },
    },
  };
  return { port, waits: () => waits };
}

function failing(code: string): ReadFd {
  return () => {
    throw Object.assign(new Error(code), { code });
  };
}

const buffer = Buffer.alloc(8);

describe('reading a port', () => {
  it('takes 0 bytes, EIO, EBADF and ENXIO for a disconnect', async () => {
    const { port } = portWith(() => null);
    const reads = [() => 0, failing('EIO'), failing('EBADF'), failing('ENXIO')];
    for (const read of reads) {
      await assert.rejects(readOrDisconnect(port, buffer, 0, 8, read), { disconnect: true });
    }
  });

  it('waits for readable before each read, and again when there was nothing', async () => {
    const { port, waits } = portWith(() => null);
    const results = [failing('EAGAIN'), failing('EINTR'), (): number => 3];
    const read: ReadFd = (...args) => (results.shift() ?? failing('EIO'))(...args);
    assert.deepEqual(await readOrDisconnect(port, buffer, 0, 8, read), { buffer, bytesRead: 3 });
    assert.equal(waits(), 3);
  });

  it('is canceled when the port is closed meanwhile', async () => {
    const { port } = portWith((p) => {
      p.isOpen = false;
      p.fd = null;
      return null;
    });
    await assert.rejects(readOrDisconnect(port, buffer, 0, 8, failing('EAGAIN')), {
      canceled: true,
    });
  });

  it('passes on any other error', async () => {
    const { port } = portWith(() => null);
    await assert.rejects(readOrDisconnect(port, buffer, 0, 8, failing('EPERM')), { code: 'EPERM' });
  });
});
