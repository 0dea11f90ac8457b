import { readFileSync } from 'node:fs';
import type { Workbench } from '../../../scripts/workbench.mjs';
import { firstPaintedPath, pictureLogPath } from '../paths';

/** One picture: the newest value of the watched channel in it, and when it was on the canvas (wall clock, ms). */
export type Picture = readonly [value: number, wallMs: number];

/** Begins to note the pictures of the channel whose id ends so. */
export async function watchPictures(workbench: Workbench, channelEnd: string): Promise<void> {
  const script = readFileSync(pictureLogPath, 'utf8');
  const call = `window.benchWatch(${JSON.stringify(channelEnd)})`;
  await workbench.webview().locator('body').evaluate(`(() => { ${script}; ${call}; })()`);
}

/** What was noted since the last call. */
export function takePictures(workbench: Workbench): Promise<readonly Picture[]> {
  return workbench.webview().locator('body').evaluate('window.benchPictures.splice(0)');
}

/** From the next reload on every plot notes when its first curve was painted. */
export async function watchFirst(workbench: Workbench): Promise<void> {
  await workbench.page.addInitScript({ path: firstPaintedPath });
}

/** When the first curve of the one visible plot was painted: wall clock, ms. */
export async function firstPaintedMs(workbench: Workbench): Promise<number> {
  const body = workbench.webview().locator('body');
  const paintedMs: unknown = await body.evaluate('window.benchFirstPaintedMs');
  if (typeof paintedMs !== 'number') throw new Error('No curve was painted.');
  return paintedMs;
}
