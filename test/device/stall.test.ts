import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { Bench } from './bench';
import { received, receivedBytes, repetitions, serialBench } from './bench';
import { asHardware, pause, PtyPair, until } from './pty';

const BYTES_PER_MS = 1000;
const FLOW_MS = 10_000;
const STALL_AT_MS = 4000;
const STALL_MS = 2000;
const TOTAL_BYTES = BYTES_PER_MS * FLOW_MS;
const ATTEMPTS = 3;
const MAX_GAP_MS = 100;

/** The device: a process of its own, because this one is going to stand still. */
const deviceProgram = `
const fs = require('node:fs');
const [path, bytesPerMs, flowMs] = [process.argv[1], +process.argv[2], +process.argv[3]];
const far = fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_NOCTTY);
const total = bytesPerMs * flowMs;
const startMs = performance.now();
let sent = 0;
let lastMs = startMs;
let longestPauseMs = 0;
const timer = setInterval(() => {
  longestPauseMs = Math.max(longestPauseMs, performance.now() - lastMs);
  const due = Math.min(total, Math.floor((performance.now() - startMs) * bytesPerMs));
  const bytes = Buffer.alloc(due - sent);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.imul(sent + i, 0x9e3779b1) >>> 24;
  for (let at = 0; at < bytes.length; ) at += fs.writeSync(far, bytes, at);
  sent = due;
  // Behind the write: a port that nobody reads holds it up, and that is no pause of the device.
  lastMs = performance.now();
  // The far end stays open: closing it would throw away what is still on the way.
  if (sent !== total) return;
  clearInterval(timer);
  process.send(longestPauseMs);
}, 1);
setTimeout(() => undefined, flowMs * 10);
`;

function expectedBytes(total: number): Buffer {
  const bytes = Buffer.alloc(total);
  for (let i = 0; i < total; i++) bytes[i] = Math.imul(i, 0x9e3779b1) >>> 24;
  return bytes;
}

/** Stands still as an extension does that blocks the host. */
function blockThread(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Sends through `cable` while this thread stands still, and returns the device's longest pause. */
async function flowWithStall(cable: PtyPair, bench: Bench): Promise<number> {
  const program = ['-e', deviceProgram, cable.far, `${BYTES_PER_MS}`, `${FLOW_MS}`];
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
  const device = spawn(process.execPath, program, { stdio: [...stdio] });
  const pauses: number[] = [];
  device.on('message', (message) => pauses.push(Number(message)));
  asHardware(device);
  try {
    await pause(STALL_AT_MS);
    blockThread(STALL_MS);
    const all = (): boolean => receivedBytes(bench) >= TOTAL_BYTES && pauses.length === 1;
    await until(all, 20_000, `${TOTAL_BYTES} bytes`);
    return pauses[0];
  } finally {
    device.kill('SIGKILL');
  }
}

/** One flow with a stall: asserts every byte and the order of times, returns how far the times gape. */
async function excessGapMs(): Promise<{ excessMs: number; text: string }> {
  const cable = new PtyPair();
  await cable.plug();
  const bench = await serialBench(cable.near);
  await bench.transport.open();
  const pauseMs = await flowWithStall(cable, bench).finally(async () => {
    await bench.transport.dispose();
    await cable.dispose();
  });
  assert.ok(received(bench).equals(expectedBytes(TOTAL_BYTES)), 'every byte, in order');
  assert.deepEqual(bench.dropped, []);
  assert.equal(bench.lost(), 0);
  const gaps = bench.chunks.slice(1).map((c, k) => c.timeMs - bench.chunks[k].timeMs);
  assert.ok(Math.min(...gaps) >= 0, 'times never run backwards');
  // While the device was silent itself (a busy machine does not run it) no chunk can be.
  const longest = Math.max(...gaps);
  const text = `a gap of ${longest} ms; the device itself paused ${pauseMs} ms`;
  return { excessMs: longest - MAX_GAP_MS - pauseMs, text };
}

describe('a blocked host', function () {
  this.timeout(180_000 * repetitions);

  it('loses no byte at 1 MB/s, and the times show no gap', async () => {
    for (let i = 0; i < repetitions; i++) {
      // Bytes must be right every time. A gap can also be the machine's, which runs neither process for a
      // while: one that comes from the stall is there each time.
      const gaps: string[] = [];
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const { excessMs, text } = await excessGapMs();
        if (excessMs < 0) break;
        gaps.push(text);
      }
      assert.ok(gaps.length < ATTEMPTS, gaps.join('; '));
    }
  });
});
