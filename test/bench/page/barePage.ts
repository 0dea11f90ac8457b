/**
 * The least that plots: what the host sends is drawn on a plain canvas at the next frame, and the host is told. Its
 * messages have the form of ours, so that the same script notes the pictures of both.
 */
interface BareUpdate {
  readonly type: 'series';
  readonly sequence: number;
  readonly series: readonly { readonly channelId: string; readonly rows: ArrayBuffer }[];
}

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

/** So many values are in view. */
const HELD = 1000;

const host = acquireVsCodeApi();
const app = document.createElement('div');
app.id = 'app';
const canvas = document.createElement('canvas');
Object.assign(canvas, { width: 900, height: 400 });
app.append(canvas);
document.body.append(app);
const context = canvas.getContext('2d');
let values: number[] = [];
let sequence = 0;
let isAsked = false;

function draw(): void {
  isAsked = false;
  if (context === null) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.strokeStyle = '#498dff';
  context.beginPath();
  const low = Math.min(...values);
  const range = Math.max(...values) - low || 1;
  values.forEach((value, i) => {
    context.lineTo((i * canvas.width) / HELD, (1 - (value - low) / range) * canvas.height);
  });
  context.stroke();
  app.dataset.drawnSequence = String(sequence);
  host.postMessage({ type: 'drawn', sequence });
}

window.addEventListener('message', ({ data }: MessageEvent<BareUpdate>) => {
  for (const { rows } of data.series) values.push(...new Float64Array(rows));
  values = values.slice(-HELD);
  sequence = data.sequence;
  if (!isAsked) requestAnimationFrame(draw);
  isAsked = true;
});
host.postMessage({ type: 'ready' });
