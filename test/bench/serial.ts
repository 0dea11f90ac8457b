import { ensureTool } from '../../scripts/bootstrap.mjs';
import { until } from '../device/pty';
import { Flood, isPattern } from './fastCable';
import { nowMs, type Bench, type Figure } from './harness';
import { openBare, openOwn } from './ports';
import { measureEcho } from './serialEcho';
import { measureStall } from './serialStall';

const RUNS = 3;
const FLOOD_BYTES = 40e6;
const LIMIT_MS = 30_000;

/** A real PTY, against bare serialport on the same PTY in the same run. */
export function serialBenches(): Bench[] {
  const withSocat = (measure: () => Promise<Figure[]>) => () => {
    if (!ensureTool('socat')) throw new Error('There is no socat, which makes the PTYs.');
    return measure();
  };
  return [
    { names: ['serial.sustain'], run: withSocat(sustain) },
    { names: ['serial.latency'], run: withSocat(measureEcho) },
    { names: ['serial.stall'], run: withSocat(measureStall) },
  ];
}

/** Bytes a second when the device sends as fast as it is read; every one must arrive. */
async function sustain(): Promise<Figure[]> {
  const values: number[] = [];
  const reference: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    values.push(await flood(openOwn));
    reference.push(await flood(openBare));
  }
  const figure: Figure = {
    name: 'serial.sustain',
    unit: 'MB/s',
    values,
    reference,
    against: 'bare serialport; nothing lost',
    goal: { of: 'ratio', atLeast: 0.5 },
  };
  return [figure];
}

async function flood(open: typeof openOwn): Promise<number> {
  const device = new Flood();
  const cable = await device.plug();
  let received = 0;
  let firstMs = NaN;
  let broken = 0;
  const port = await open(device.path, (bytes) => {
    if (received === 0) firstMs = nowMs();
    if (!isPattern(bytes, received)) broken++;
    received += bytes.length;
  });
  device.send(cable, FLOOD_BYTES);
  try {
    await until(() => received >= FLOOD_BYTES, LIMIT_MS, `${FLOOD_BYTES} bytes`);
    const seconds = (nowMs() - firstMs) / 1000;
    if (broken > 0 || received !== FLOOD_BYTES || port.dropped > 0)
      throw new Error('Bytes were lost.');
    return FLOOD_BYTES / 1e6 / seconds;
  } finally {
    await port.close();
    await device.dispose();
  }
}
