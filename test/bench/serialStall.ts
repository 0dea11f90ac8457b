import { spawn } from 'node:child_process';
import { asHardware, pause, PtyPair, until } from '../device/pty';
import type { Figure } from './harness';
import { openBare, openOwn } from './ports';

const RUNS = 3;
const BYTES_PER_MS = 1000;
const FLOW_MS = 3500;
const STALL_AT_MS = 500;
const STALL_MS = 2000;
const TOTAL_BYTES = BYTES_PER_MS * FLOW_MS;

/** A UART without flow control: what the port does not take at once is gone, and counted. */
const DEVICE = `
const fs = require('node:fs');
const { O_RDWR, O_NOCTTY, O_NONBLOCK } = fs.constants;
const far = fs.openSync(process.argv[1], O_RDWR | O_NOCTTY | O_NONBLOCK);
const [bytesPerMs, flowMs] = [Number(process.argv[2]), Number(process.argv[3])];
const total = bytesPerMs * flowMs;
const block = Buffer.alloc(65536, 65);
const startMs = performance.now();
let sent = 0;
let refused = 0;
const timer = setInterval(() => {
  let due = Math.min(total, Math.floor((performance.now() - startMs) * bytesPerMs)) - sent;
  sent += due;
  while (due > 0) {
    try { due -= fs.writeSync(far, block, 0, Math.min(due, 4096)); }
    catch (error) { if (error.code !== 'EAGAIN') throw error; refused += due; due = 0; }
  }
  if (sent < total) return;
  clearInterval(timer);
  process.send(refused);
}, 1);
setInterval(() => undefined, 1000);
`;

/** Bytes lost when this thread stands still for 2 s while a device sends 1 MB/s. */
export async function measureStall(): Promise<Figure[]> {
  const values: number[] = [];
  for (let i = 0; i < RUNS; i++) values.push(await lostBytes(openOwn));
  // Once is enough to show that there is something to lose.
  const reference = [await lostBytes(openBare)];
  const figure: Figure = {
    name: 'serial.stall',
    unit: 'bytes',
    values,
    reference,
    against: 'bare serialport in the blocked process',
    goal: { of: 'median', atMost: 0 },
  };
  return [figure];
}

async function lostBytes(open: typeof openOwn): Promise<number> {
  const cable = new PtyPair();
  await cable.plug();
  let received = 0;
  const port = await open(cable.near, (bytes) => {
    received += bytes.length;
  });
  const program = ['-e', DEVICE, cable.far, String(BYTES_PER_MS), String(FLOW_MS)];
  const device = spawn(process.execPath, program, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  asHardware(device);
  const refused: number[] = [];
  device.on('message', (bytes) => refused.push(Number(bytes)));
  try {
    await pause(STALL_AT_MS);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STALL_MS);
    const all = (): boolean =>
      refused.length > 0 && received >= TOTAL_BYTES - refused[0] - port.dropped;
    await until(all, 20_000, `${TOTAL_BYTES} bytes`);
    return TOTAL_BYTES - received;
  } finally {
    device.kill('SIGKILL');
    await port.close();
    await cable.dispose();
  }
}
