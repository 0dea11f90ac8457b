import { readFileSync } from 'node:fs';
import { barePagePath } from '../paths';
import { deviceId, type BenchHost } from './benchHost';

/** Measures while the least that plots shows the board's stream, in place of the device that did. */
export async function besideLeast<T>(
  host: BenchHost,
  samplesPerS: number,
  channels: number,
  measure: () => Promise<T>,
): Promise<T> {
  const { board, probe } = host;
  await host.run('telemetryhub.disconnect', deviceId(channels));
  board.start(samplesPerS, channels);
  const script = readFileSync(barePagePath, 'utf8');
  await probe.ask('barePlot', { script, port: board.path });
  const measured = await measure();
  await board.stop();
  await probe.ask('closeBare', {});
  return measured;
}
