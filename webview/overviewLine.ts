/** A thin coloured bar on the overview. */
export interface OverviewMark {
  readonly timeMs: number;
  readonly colour: string;
}

/** What the canvas needs to be drawn. */
export interface OverviewPicture {
  readonly fromMs: number;
  readonly toMs: number;
  readonly rows: Float64Array;
  readonly marks: readonly OverviewMark[];
  readonly line: string;
  readonly ground: string;
}

const MARK_PX = 2;

/** Draws the line and the marks over the whole canvas, `width` x `height` CSS pixels. */
export function drawOverview(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  picture: OverviewPicture,
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const dpr = window.devicePixelRatio;
  const [w, h] = [Math.round(width * dpr), Math.round(height * dpr)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  context.setTransform(dpr, 0, 0, dpr, 0, 0);
  context.clearRect(0, 0, width, height);
  context.fillStyle = picture.ground;
  context.fillRect(0, 0, width, height);
  drawLine(context, width, height, picture);
  const pxPerMs = width / (picture.toMs - picture.fromMs);
  let lastPx = -Infinity;
  let lastColour = '';
  for (const { timeMs, colour } of picture.marks) {
    const x = Math.round((timeMs - picture.fromMs) * pxPerMs) - MARK_PX / 2;
    if (x === lastPx && colour === lastColour) continue;
    lastPx = x;
    lastColour = colour;
    context.fillStyle = colour;
    context.fillRect(Math.max(0, Math.min(width - MARK_PX, x)), 0, MARK_PX, height);
  }
}

function drawLine(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { rows, fromMs, toMs, line }: OverviewPicture,
): void {
  const [low, high] = rangeOf(rows);
  if (!(high >= low)) return;
  const room = high - low || 1;
  const y = (value: number) => height - 3 - ((value - low) / room) * (height - 6);
  context.strokeStyle = line;
  context.lineWidth = 1 / window.devicePixelRatio;
  context.beginPath();
  let drawing = false;
  for (let i = 0; i < rows.length; i += 3) {
    if (Number.isNaN(rows[i + 1])) {
      drawing = false;
      continue;
    }
    const x = ((rows[i] - fromMs) / (toMs - fromMs)) * width;
    if (drawing) context.lineTo(x, y(rows[i + 1]));
    else context.moveTo(x, y(rows[i + 1]));
    if (rows[i + 2] !== rows[i + 1] || !drawing) context.lineTo(x, y(rows[i + 2]) + 0.01);
    drawing = true;
  }
  context.stroke();
}

function rangeOf(rows: Float64Array): readonly [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < rows.length; i += 3) {
    if (rows[i + 1] < low) low = rows[i + 1];
    if (rows[i + 2] > high) high = rows[i + 2];
  }
  return [low, high];
}
