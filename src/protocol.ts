import type { Meaning } from './meaningText';
import type {
  Alarm,
  ArmedFault,
  DeviceCounters,
  DeviceState,
  FaultScore,
  FaultSpec,
  Latency,
  Limit,
  LineEnding,
  LinkState,
  Statistics,
  TelemetryEvent,
} from './model';

/**
 * Messages between host and webview: state down, intents up, no correlation ids.
 * Every time is the host's monotonic milliseconds; `wallOffsetMs` + time = Unix milliseconds.
 */

export interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly latest: number;
  /** When `latest` arrived; NaN before the first value. */
  readonly latestMs: number;
  /** Index of its series colour, 0 to 7, kept per channel. */
  readonly colour: number;
  readonly plotted: boolean;
  /** What its values mean, where they are an enum's or texts. */
  readonly meaning?: Meaning;
}

/** One plot of the stack, top to bottom. A channel is on one plot at most. */
export interface PlotView {
  readonly id: string;
  /** Ids of any device's channels, in the order in which they were put there. */
  readonly channelIds: readonly string[];
  /** Those of them that the user has hidden: named in the legend, not drawn. */
  readonly hidden?: readonly string[];
  /** Its share of the stack's height; shares need not add up to 1. */
  readonly share: number;
  /** Fixed range of a value axis by its unit; a unit that is missing scales by itself. */
  readonly ranges: Readonly<Record<string, readonly [min: number, max: number]>>;
}

/** The most frequent trouble of a device of which nothing is plotted. */
export interface TroubleView {
  /** The rule that was broken. */
  readonly rule: string;
  readonly fix: string;
  /** The format that the host can change to, when that is the fix. */
  readonly proposed?: string;
  /** The bytes are no text: a schema can be built for them. */
  readonly isBinary?: boolean;
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
  /** `115200 8N1` or empty. */
  readonly linkDetail: string;
  readonly samplesPerSecond: number;
  readonly counters: DeviceCounters;
  readonly channels: readonly ChannelView[];
  readonly faults: readonly ArmedFault[];
  /** Over all faults since the score was last cleared, armed or not. */
  readonly score: FaultScore;
  /** False where device faults cannot be set: their kinds are disabled and say why. */
  readonly canFault: boolean;
  /** False where the link cannot be broken on purpose: `disconnect` is disabled and says why. */
  readonly canBreakLink: boolean;
  /** False where there are no modem lines: `dtrGlitch` is disabled and says why. */
  readonly canGlitch: boolean;
  readonly limits: readonly Limit[];
  readonly alarms: readonly Alarm[];
  /** The device's own commands, as buttons: `GET_STATUS`; none for a device that only prints. */
  readonly commands: readonly string[];
  /** Lines sent, newest first, at most 50. */
  readonly sentLines: readonly string[];
  /** `csv, detected (0.98)`, `keyValue`, `detecting`. */
  readonly format: string;
  /** Why nothing is plotted, while bytes arrive and nothing comes of them. */
  readonly trouble?: TroubleView;
  readonly queueBlocks: number;
  readonly queueBlocksMax: number;
}

export interface MetricsView {
  /** Chunk in -> sample in the store. */
  readonly latency: Latency;
  readonly poolBusy: number;
  readonly poolSize: number;
  /** Share of the last second in which the extension host's thread was busy, 0 to 1. */
  readonly hostLoad: number;
  readonly storeBytes: number;
  readonly storeBytesMax: number;
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

/** How much time a plot shows until the user changes it. */
export const DEFAULT_SPAN_MS = 60_000;

/** Commands of the palette and keys that act on the page alone. */
export const PAGE_COMMANDS = [
  'togglePause',
  'backToLive',
  'oldest',
  'zoomIn',
  'zoomOut',
  'resetZoom',
  'showAll',
  'panLeft',
  'panRight',
  'nextMark',
  'previousMark',
  'toggleCursor',
  'autoScale',
  'showChannels',
  'showFaults',
  'showEvents',
  'showTable',
  'showCommands',
  'showKeys',
] as const;

export type PageCommand = (typeof PAGE_COMMANDS)[number];

/** All that the page shows but curves. */
export interface StateMessage {
  readonly type: 'state';
  readonly devices: readonly DeviceView[];
  readonly focusedId: string | undefined;
  /** The focused device's stack of plots; at least one. */
  readonly plots: readonly PlotView[];
  readonly metrics: MetricsView;
  readonly wallOffsetMs: number;
  readonly nowMs: number;
}

export type ToWebview =
  | StateMessage
  | {
      /** Answered by `drawn` with the same sequence; the host sends no other until then. */
      readonly type: 'series';
      readonly sequence: number;
      readonly nowMs: number;
      readonly columnMs: number;
      readonly series: readonly SeriesUpdate[];
      /** To be taken in first: it tells of channels that the page has not heard of. One message is one picture. */
      readonly state?: StateMessage;
    }
  | {
      /** New or grown events of all devices, oldest first; `whole` = forget all you hold first. */
      readonly type: 'events';
      readonly whole: boolean;
      readonly events: readonly TelemetryEvent[];
    }
  | {
      /** Of every plotted channel over what is in view, at most 4 times a second. */
      readonly type: 'statistics';
      readonly fromMs: number;
      readonly toMs: number;
      readonly rows: readonly (Statistics & { readonly channelId: string })[];
    }
  | {
      /** One channel over all that the store holds: at most once a second; rows as in SeriesUpdate. */
      readonly type: 'overview';
      readonly channelId: string | undefined;
      /** Oldest sample of all plotted channels and now; NaN when there is none. */
      readonly fromMs: number;
      readonly toMs: number;
      readonly rows: ArrayBuffer;
    }
  /** The host acted on a command of the palette: same effect as the panel's own control. */
  | { readonly type: 'command'; readonly command: PageCommand };

/** What the webview keeps with `setState`, so that reload and restore continue where it was. */
export interface PanelState {
  readonly deviceId: string | undefined;
  readonly spanMs: number;
  /** Name of the drawer's tab; undefined = closed. */
  readonly tab: string | undefined;
  readonly drawerPx: number;
}

/** What the user asks of a device in one word. */
export type DeviceAct =
  | 'start'
  | 'stop'
  | 'reset'
  | 'connect'
  | 'disconnect'
  | 'showRejected'
  | 'showWhy'
  | 'useProposedFormat'
  | 'buildSchema'
  | 'showHistory'
  | 'disarmAll'
  | 'clearScore'
  | 'acknowledge'
  | 'openSettings';

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
  /** `plotId` = on that plot; `new` = on a plot of its own; undefined = where the host thinks best. */
  | {
      readonly type: 'plot';
      readonly deviceId: string;
      readonly channelId: string;
      readonly plotted: boolean;
      readonly plotId?: string;
    }
  | { readonly type: 'plotAlone'; readonly deviceId: string; readonly channelId: string }
  /** The stack as the user arranged it: order, heights, fixed ranges. A plot left out is removed. */
  | { readonly type: 'arrange'; readonly deviceId: string; readonly plots: readonly PlotView[] }
  | { readonly type: DeviceAct; readonly deviceId: string }
  | { readonly type: 'armFault'; readonly deviceId: string; readonly spec: FaultSpec }
  | { readonly type: 'disarmFault'; readonly deviceId: string; readonly faultId: number }
  /** Adds a step to a script that the host asks for. */
  | { readonly type: 'addToScript'; readonly deviceId: string; readonly spec: FaultSpec }
  /** Adds the limit, or replaces the one of the same channel, level and side. */
  | { readonly type: 'setLimit'; readonly deviceId: string; readonly limit: Limit }
  | {
      readonly type: 'removeLimit';
      readonly deviceId: string;
      readonly limit: Pick<Limit, 'channel' | 'level' | 'side'>;
    }
  | {
      readonly type: 'send';
      readonly deviceId: string;
      readonly text: string;
      readonly ending: LineEnding;
    }
  | {
      readonly type: 'mark';
      readonly deviceId: string;
      readonly timeMs: number;
      readonly text: string;
    }
  /** Opens the source line of a debugger's halt: an event of the device. */
  | { readonly type: 'showSource'; readonly deviceId: string; readonly number: number }
  /** Opens the line of the sources that prints the channel. */
  | { readonly type: 'goToLine'; readonly deviceId: string; readonly channelId: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'startSimulator' | 'connectSerial' };
