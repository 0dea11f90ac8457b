import type { SeriesColumns } from '../model';

/** What a sparkline looks like. Lengths in CSS pixels. */
export interface SparklineLook {
  readonly width: number;
  readonly height: number;
  /** `#rrggbb` */
  readonly colour: string;
}

const STROKE = 1.25;

/**
 * Min and max over a span as a line in an SVG document: time from left to right, the range of the values as high as the
 * picture. A gap is a gap. Holds numbers and the colour only, no name. Empty when there is no value.
 */
export function sparkline(
  { times, lo, hi }: SeriesColumns,
  fromMs: number,
  toMs: number,
  { width, height, colour }: SparklineLook,
): string {
  const [low, high] = rangeOf(lo, hi);
  if (low > high) return '';
  const x = (ms: number) => coordinate(((ms - fromMs) / (toMs - fromMs)) * width);
  const inner = height - 2 * STROKE;
  const y = (value: number) => {
    // A signal that does not move runs through the middle.
    const part = high > low ? (value - low) / (high - low) : 0.5;
    return coordinate(height - STROKE - part * inner);
  };
  let path = '';
  let drawing = false;
  for (let i = 0; i < times.length; i++) {
    if (Number.isNaN(lo[i])) {
      drawing = false;
      continue;
    }
    path += `${drawing ? 'L' : 'M'}${x(times[i])} ${y(lo[i])}`;
    if (hi[i] !== lo[i]) path += `V${y(hi[i])}`;
    // A point between two gaps: round ends make it a dot.
    else if (!drawing) path += 'h0';
    drawing = true;
  }
  const stroke = `fill="none" stroke="${colour}" stroke-width="${String(STROKE)}" stroke-linecap="round" stroke-linejoin="round"`;
  const size = `width="${String(width)}" height="${String(height)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><path d="${path}" ${stroke}/></svg>`;
}

function rangeOf(lo: Float64Array, hi: Float64Array): [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < lo.length; i++) {
    if (lo[i] < low) low = lo[i];
    if (hi[i] > high) high = hi[i];
  }
  return [low, high];
}

function coordinate(px: number): string {
  return String(Math.round(px * 10) / 10);
}
