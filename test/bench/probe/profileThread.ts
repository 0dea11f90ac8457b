import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

const SAMPLING_US = 200;

/** Samples this thread for so long; the file is what Chromium's and VS Code's profile views open. */
export async function profileThread(forMs: number, file: string): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLING_US });
  await session.post('Profiler.start');
  await new Promise((resolve) => setTimeout(resolve, forMs));
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  writeFileSync(file, JSON.stringify(profile));
}
