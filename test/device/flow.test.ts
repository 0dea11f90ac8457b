import assert from 'node:assert/strict';
import type { SourceOptions } from '../../src/transport/transport';
import { SourceTransport } from '../../src/transport/link';
import { sourcePath } from './bench';
import { pause, until } from './pty';

const source: SourceOptions = {
  kind: 'simulator',
  bufferBytes: 16 * 1024 * 1024,
  simulator: {
    seed: 1,
    rateHz: 100_000,
    channels: [{ name: 'count', unit: '', wave: 'counter', amplitude: 1, offset: 0, periodS: 1 }],
    format: 'keyValue',
    autoStart: true,
  },
};

/** What one read may still bring after the flow was stopped. */
const SETTLE_MS = 100;

describe('holding a source back', () => {
  let transport: SourceTransport;

  // Also after a failure: a source that goes on would keep the runner alive.
  afterEach(() => transport.dispose());

  for (const inProcess of [false, true]) {
    const where = inProcess ? 'in this process' : 'in a process of its own';
    it(`stops the bytes, and loses none of them, ${where}`, async () => {
      const chunks: Uint8Array[] = [];
      const dropped: number[] = [];
      const ignore = (): void => undefined;
      transport = new SourceTransport(
        { sourcePath, inProcess, source },
        {
          onChunk: ({ bytes }) => chunks.push(bytes),
          onDropped: (bytes) => dropped.push(bytes),
          onLink: ignore,
          onFatal: ignore,
          onNote: ignore,
          onInjected: ignore,
        },
      );
      await transport.load();
      await transport.open();
      await until(() => chunks.length > 5, 5000, 'bytes');
      transport.setFlowing(false);
      await pause(SETTLE_MS);
      const held = chunks.length;
      await pause(SETTLE_MS * 5);
      assert.equal(chunks.length, held, 'nothing comes while held back');
      transport.setFlowing(true);
      await until(() => chunks.length > held + 5, 5000, 'bytes again');
      await transport.close();
      assert.deepEqual(dropped, []);
      const lines = Buffer.concat(chunks).toString().split('\n').slice(0, -1);
      const counts = lines.map((line) => Number(line.slice(line.indexOf(':') + 1)));
      assert.ok(counts.length > 1000);
      const breaks = counts.filter((n, i) => i > 0 && n !== counts[i - 1] + 1);
      assert.deepEqual(breaks, []);
    });
  }
});
