import type { ToWebview } from '../../../src/protocol';

/** One picture: the newest value of the watched channel in it, and when it was on the canvas (wall clock, ms). */
type Picture = [value: number, wallMs: number];

/**
 * Begins to note every picture of the plot in whose page it runs. A message is looked at before the panel gets it; what it
 * brought is drawn when the panel says so, and painted when the task after that frame runs.
 */
function watch(channelEnd: string): void {
  if ('benchPictures' in window) return;
  const app = document.getElementById('app');
  if (app === null) throw new Error('The page has no #app.');
  const pictures: Picture[] = [];
  const newest = new Map<number, number>();
  const look = ({ data }: MessageEvent<ToWebview>) => {
    if (data.type !== 'series') return;
    const update = data.series.find(({ channelId }) => channelId.endsWith(channelEnd));
    const value = update === undefined ? undefined : new Float64Array(update.rows).at(-1);
    if (value !== undefined) newest.set(data.sequence, value);
  };
  const note = () => {
    const sequence = Number(app.dataset.drawnSequence);
    const value = newest.get(sequence);
    if (value === undefined) return;
    newest.delete(sequence);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      pictures.push([value, performance.timeOrigin + performance.now()]);
    };
    port2.postMessage(null);
  };
  window.addEventListener('message', look, true);
  new MutationObserver(note).observe(app, { attributeFilter: ['data-drawn-sequence'] });
  Object.assign(window, { benchPictures: pictures });
}

Object.assign(window, { benchWatch: watch });
