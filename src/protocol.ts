import type { DeviceCounters, DeviceFault, DeviceState, Latency, LinkState } from './model';

/**
 * Messages between host and webview: state down, intents up, no correlation ids.
 * Every time is the host's monotonic milliseconds; `wallOffsetMs` + time = Unix milliseconds.
 */

export interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly latest: number;
  /** Index of its series colour, 0 to 7, kept per channel. */
  readonly colour: number;
  readonly plotted: boolean;
}

export interface DeviceView {
  readonly id: string;
  readonly name: string;
  readonly state: DeviceState;
  /** The last transition's cause, as shown. */
  readonly cause: string;
  /** When the state was entered. */
  readonly sinceMs: number;
  readonly link: LinkState;
  /** `/dev/ttyACM0` or `simulator, 100 Hz`. */
  readonly linkLabel: string;
  readonly samplesPerSecond: number;
  readonly counters: DeviceCounters;
  readonly channels: readonly ChannelView[];
  readonly fault: DeviceFault;
  /** False where device faults cannot be set: the control is disabled and says why. */
  readonly canFault: boolean;
  /** `csv, detected (0.98)`, `keyValue`, `detecting`. */
  readonly format: string;
  readonly queueBlocks: number;
  readonly queueBlocksMax: number;
}

export interface MetricsView {
  /** Chunk in -> sample in the store. */
  readonly latency: Latency;
  readonly poolBusy: number;
  readonly poolSize: number;
}

/**
 * Columns of one channel. Columns lie on an absolute grid: column k covers
 * [k * columnMs, (k + 1) * columnMs). `replaceFromMs` = drop everything you hold from this time on
 * (-Infinity: everything), then append. `rows` is n * 3 float64: time, lo, hi; NaN lo = break the line.
 */
export interface SeriesUpdate {
  readonly channelId: string;
  readonly replaceFromMs: number;
  readonly rows: ArrayBuffer;
}

export type ToWebview =
  | {
      readonly type: 'state';
      readonly devices: readonly DeviceView[];
      readonly focusedId: string | undefined;
      readonly metrics: MetricsView;
      readonly wallOffsetMs: number;
      readonly nowMs: number;
    }
  | {
      /** Answered by `drawn` with the same sequence; the host sends no other until then. */
      readonly type: 'series';
      readonly sequence: number;
      readonly nowMs: number;
      readonly columnMs: number;
      readonly series: readonly SeriesUpdate[];
    }
  /** The host acted on a command of the palette: same effect as the panel's own control. */
  | { readonly type: 'pause'; readonly paused: boolean };

/** What the webview keeps with `setState`, so that reload and restore continue where it was. */
export interface PanelState {
  readonly deviceId: string | undefined;
  readonly hidden: readonly string[];
  readonly spanMs: number;
}

export type FromWebview =
  | { readonly type: 'ready'; readonly state: PanelState | undefined }
  | {
      readonly type: 'drawn';
      readonly sequence: number;
      readonly points: number;
      readonly nonBlank: boolean;
    }
  /** What is in view; `endMs` undefined = live. Asks for all columns anew when columnMs or the range changed. */
  | {
      readonly type: 'viewport';
      readonly spanMs: number;
      readonly columnMs: number;
      readonly endMs?: number;
    }
  | { readonly type: 'focus'; readonly deviceId: string }
  | {
      readonly type: 'plot';
      readonly deviceId: string;
      readonly channelId: string;
      readonly plotted: boolean;
    }
  | {
      readonly type: 'start' | 'stop' | 'reset' | 'showRejected' | 'showHistory';
      readonly deviceId: string;
    }
  | { readonly type: 'fault'; readonly deviceId: string; readonly fault: DeviceFault }
  | { readonly type: 'startSimulator' | 'connectSerial' };
