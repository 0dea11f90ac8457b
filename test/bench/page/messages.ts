import type { FromWebview, ToWebview } from '../../../src/protocol';

/** Plotted channels, in all render benches. */
export const CHANNELS = 8;

/** What the worker that stands for the host is told: how much is to be in view, or what the page says. */
export type ToHost =
  | { readonly type: 'stream'; readonly points: number; readonly spanMs: number }
  | { readonly type: 'page'; readonly message: FromWebview };

/** What it tells: messages of the host, and once that the view is full. */
export type FromHost =
  { readonly type: 'full' } | { readonly type: 'host'; readonly message: ToWebview };

/** The id of a channel. */
export function channelId(i: number): string {
  return `board/channel ${i + 1}`;
}

/** Who draws: our stage, Chart.js, a plain canvas. */
export type DrawerKind = 'own' | 'chartjs' | 'canvas';

/** What each frame took of the page's thread, and how far frames lay apart, in milliseconds. */
export interface FrameTimes {
  readonly script: readonly number[];
  readonly interval: readonly number[];
}
