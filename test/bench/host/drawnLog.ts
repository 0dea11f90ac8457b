import type { Workbench } from '../../../scripts/workbench.mjs';

/** One picture: the newest value of the watched channel in it, and when it was on the canvas (wall clock, ms). */
export type Picture = readonly [value: number, wallMs: number];

/**
 * Begins to note every picture of the plot, in its page. A message is looked at before the panel gets it; what it brought is
 * drawn when the panel says so, and painted when the task after that frame runs.
 */
const WATCH = (channelEnd: string): void => {
  const app = document.getElementById('app');
  if (app === null) return;
  const pictures: [number, number][] = [];
  const newest = new Map<number, number>();
  const wallMs = () => performance.timeOrigin + performance.now();
  interface Update {
    readonly channelId: string;
    readonly rows: ArrayBuffer;
  }
  const look = (event: MessageEvent<{ type: string; sequence: number; series: Update[] }>) => {
    if (event.data.type !== 'series') return;
    const update = event.data.series.find(({ channelId }) => channelId.endsWith(channelEnd));
    if (update === undefined || update.rows.byteLength === 0) return;
    const value = new Float64Array(update.rows).at(-1);
    if (value !== undefined) newest.set(event.data.sequence, value);
  };
  window.addEventListener('message', look, true);
  new MutationObserver(() => {
    const sequence = Number(app.dataset.drawnSequence);
    const value = newest.get(sequence);
    if (value === undefined) return;
    newest.delete(sequence);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      pictures.push([value, wallMs()]);
    };
    port2.postMessage(null);
  }).observe(app, { attributes: true, attributeFilter: ['data-drawn-sequence'] });
  Object.assign(window, { benchPictures: pictures });
};

/** Begins to note the pictures of the channel whose id ends so. */
export async function watchPictures(workbench: Workbench, channelEnd: string): Promise<void> {
  await workbench
    .webview()
    .locator('body')
    .evaluate(`(${WATCH.toString()})(${JSON.stringify(channelEnd)})`);
}

/** What was noted since the last call. */
export function takePictures(workbench: Workbench): Promise<readonly Picture[]> {
  return workbench.webview().locator('body').evaluate('window.benchPictures.splice(0)');
}
