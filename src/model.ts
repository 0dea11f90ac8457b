/**
 * The nouns every stage shares. Imports types only, so any thread or process can load it.
 * All times are monotonic milliseconds with one origin for every process of the machine
 * (`process.hrtime`), unless the name says `wall`.
 */

import type { ActorFact } from './assistantFact';
import type { WireFormat } from './wireFormat';

export type { Detection, FormatKind, FormatState, SchemaField, WireFormat } from './wireFormat';

/** Bytes as the transport delivered them, stamped once, at the port. */
export interface Chunk {
  readonly timeMs: number;
  readonly bytes: Uint8Array;
}

/** Why a frame was rejected. `partial` (the first line after open) is counted but is no failure. */
export type RejectCause = 'checksum' | 'framing' | 'length' | 'decode' | 'crash' | 'partial';

/** A frame that arrived and could not be decoded. `excerpt` holds at most 64 bytes of it. */
export interface Rejection {
  readonly timeMs: number;
  readonly cause: RejectCause;
  /** What was wrong, in words: `checksum 3f21, expected 29b1`. */
  readonly detail: string;
  readonly excerpt: Uint8Array;
  readonly bytes: number;
  /** Good frames in this batch between the previous rejection (or the batch's start) and this one. */
  readonly goodBefore: number;
  /** Where it began: of a framer's, counted from the stream's first byte; of a decoder's, in its job. */
  readonly offset?: number;
}

/**
 * Whole frames travelling together to a worker. `bytes` is tight (owns its buffer) and ends with
 * the delimiter. The first byte is taken to have arrived at `startMs` and the last at `endMs`;
 * a frame's time is interpolated by its end's position, so times never run backwards.
 */
export interface Block {
  /** Consecutive per pipeline, from 0. */
  readonly sequence: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly bytes: Uint8Array;
  /** Where each frame ends in `bytes`; undefined where a delimiter tells. */
  readonly ends?: Uint32Array;
}

/** What a worker gets: one or more consecutive blocks of one device, merged when load was high. */
export interface DecodeJob {
  readonly format: WireFormat;
  /** All blocks' bytes, one after the other. */
  readonly bytes: Uint8Array;
  /** Per block: [end offset in `bytes`, startMs, endMs]. */
  readonly spans: Float64Array;
  /** Where each frame ends in `bytes`, of all blocks; undefined where they have to be found again. */
  readonly ends?: Uint32Array;
}

/** What a column is beyond numbers over time; a channel keeps it. */
export interface ColumnMeta {
  /** What values mean: of an enum, and of a text channel, whose values are the keys of this map. */
  readonly labels?: ReadonlyMap<number, string>;
  /** True for a text channel. A batch numbers its texts anew; `history` gives each text one number for good. */
  readonly isText?: boolean;
  /** One coordinate of a point: sample i belongs to sample i of the point's other coordinates. */
  readonly point?: { readonly name: string; readonly axis: 'x' | 'y' | 'z' };
  /** True when the device asks not to plot it by itself. */
  readonly noPlot?: boolean;
}

/** One channel's samples of a batch; `times` and `values` are equally long and in stream order. */
export interface Column extends ColumnMeta {
  /** The channel's name as the frame gave it; `value 1`.. (from 1) when positional. */
  readonly name: string;
  readonly unit: string;
  /** Set for a CSV field without a header in this batch: `resequence` names it from history. */
  readonly position?: number;
  /** True when `times` came from the frame (milliseconds of the device's clock), not from the port. */
  readonly deviceTime: boolean;
  /** The device's clock is 0 again after so many milliseconds; `history` unwraps it. */
  readonly wrapMs?: number;
  /** Set for a sequence number: after so many frames it is 0 again. `history` counts what is missing. */
  readonly sequenceWrap?: number;
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Over the finite values; Infinity and -Infinity when there is none. */
  readonly min: number;
  readonly max: number;
}

/** A column with its final name and host times. */
export interface NamedColumn extends ColumnMeta {
  readonly name: string;
  readonly unit: string;
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Over the finite values; Infinity and -Infinity when there is none. */
  readonly min: number;
  readonly max: number;
}

/** A line that is not telemetry: kept, never a failure. At most 512 bytes of text. */
export interface LogLine {
  readonly timeMs: number;
  readonly text: string;
}

/**
 * The samples decoded from one job. acceptedBytes + rejectedBytes = the job's bytes; delimiters and
 * log lines are accepted. Lists are bounded (MAX_BATCH_REJECTIONS, MAX_BATCH_LOG); the counts are exact.
 */
export interface SampleBatch {
  readonly columns: readonly Column[];
  readonly samples: number;
  readonly acceptedFrames: number;
  readonly acceptedBytes: number;
  readonly rejectedFrames: number;
  readonly rejectedBytes: number;
  readonly rejections: readonly Rejection[];
  /** Good frames after the last listed rejection; all of them when there is none. */
  readonly goodAfter: number;
  /** Time of the last good telemetry frame, NaN when there is none. */
  readonly lastGoodMs: number;
  /** Values that were NaN or infinite: stored as a gap, counted here. */
  readonly nonFinite: number;
  readonly log: readonly LogLine[];
  readonly logLines: number;
  /** CSV: a header row still waiting for its first numeric row at the end of the batch. */
  readonly pendingHeader?: readonly string[];
  /** CSV: the header in force at the end of the batch, when the batch held one. */
  readonly header?: readonly string[];
}

export const MAX_BATCH_REJECTIONS = 64;
export const MAX_BATCH_LOG = 4096;

/** What the device does; see PRODUCT section 2 for the transitions. */
export type DeviceState = 'idle' | 'measuring' | 'error' | 'safeState';

/** What the link does, with the reason in words where there is one. */
export type LinkState =
  | { readonly kind: 'closed'; readonly reason?: string }
  | { readonly kind: 'opening' }
  | { readonly kind: 'open' }
  | { readonly kind: 'reconnecting'; readonly attempt: number; readonly reason: string };

/** One entry of a device's history. */
export interface Transition {
  readonly timeMs: number;
  readonly wallMs: number;
  readonly from: DeviceState;
  readonly to: DeviceState;
  /** In words, as shown: `checksum ×5`, `started`, `reset by the operator`. */
  readonly cause: string;
  readonly counters: DeviceCounters;
}

/** Faults a device commits by itself: the simulator's, and a target's that offers commands for them. */
export type DeviceFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'randomSensorErrors'; readonly probability: number }
  | { readonly kind: 'communicationFailure'; readonly probability: number }
  | { readonly kind: 'both'; readonly probability: number }
  | { readonly kind: 'faultAfterSamples'; readonly samples: number };

/** Where on the path a fault acts; see PRODUCT section 3. */
export type FaultLevel = 'link' | 'byte' | 'frame' | 'value' | 'device';

/** `receive`: what comes from the device. `send`: what goes to it; only byte and link faults can. */
export type FaultDirection = 'receive' | 'send';

/** What is asked for when a fault is armed: the same spec on the same bytes does the same damage. */
export interface FaultSpec {
  /** A kind of FAULT_KINDS. */
  readonly kind: FaultKind;
  /** By the names of the kind's parameters in FAULT_KINDS, all of them, each within its range. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Value faults: the name of the channel they act on; undefined = every channel. */
  readonly channel?: string;
  /** 0 to 2^32 - 1. */
  readonly seed: number;
  readonly direction: FaultDirection;
  /** Disarms itself after so many seconds of the device's clock; undefined = not by time. */
  readonly durationS?: number;
  /** Disarms itself after so many injections; undefined = not by count. */
  readonly count?: number;
}

export type FaultKind =
  | 'latency'
  | 'bandwidth'
  | 'stall'
  | 'disconnect'
  | 'wrongBaud'
  | 'dtrGlitch'
  | 'flip'
  | 'drop'
  | 'duplicate'
  | 'insert'
  | 'reorder'
  | 'truncate'
  | 'badChecksum'
  | 'repeatFrame'
  | 'swapFrames'
  | 'dropFrame'
  | 'stuck'
  | 'spike'
  | 'drift'
  | 'noise'
  | 'nan'
  | 'delayed'
  | 'intermittent'
  | 'randomSensorErrors'
  | 'communicationFailure'
  | 'both'
  | 'faultAfterSamples';

/** How many injections were followed, in time, by a rejection, a limit or a state change. */
export interface FaultScore {
  readonly injected: number;
  readonly caught: number;
  readonly missed: number;
  /** Injected, and the time to be caught in has not passed. injected = caught + missed + pending. */
  readonly pending: number;
  /** Numbers of the injections that were missed, from 1, oldest first: at most the last 20. */
  readonly missedNumbers: readonly number[];
  /** What caught the last one: `checksum`, `rpm > 3,500`, `SafeState`; empty when none did. */
  readonly caughtBy: string;
}

/** A fault that is armed now. */
export interface ArmedFault {
  /** From 1, unique in a window: shown as `F-051`. */
  readonly id: number;
  readonly spec: FaultSpec;
  readonly armedMs: number;
  /** When it disarms itself; undefined when only a count or the user ends it. */
  readonly untilMs: number | undefined;
  readonly score: FaultScore;
}

/** One step of a fault script: so many seconds after its start, arm this. */
export interface FaultScriptStep {
  readonly atS: number;
  readonly fault: FaultSpec;
}

/** A list of faults over time, kept with the workspace. */
export interface FaultScript {
  readonly name: string;
  readonly steps: readonly FaultScriptStep[];
}

export type LimitLevel = 'warning' | 'critical';
export type LimitSide = 'low' | 'high';

/** A bound on one channel, by its name. `high` is crossed above `bound`, `low` below it. */
export interface Limit {
  readonly channel: string;
  readonly level: LimitLevel;
  readonly side: LimitSide;
  readonly bound: number;
  /** How far back inside a value must be before the alarm clears, in the channel's unit, at least 0. */
  readonly hysteresis: number;
  /** How long a value must stay outside before the alarm is raised; 0 = at once. */
  readonly persistenceMs: number;
  /** `mark` shows it; `safeState` also stops the device from acting. */
  readonly action: 'mark' | 'safeState';
}

/** A limit that is crossed now. */
export interface Alarm {
  readonly limit: Limit;
  readonly channelId: string;
  readonly sinceMs: number;
  /** The value that raised it. */
  readonly value: number;
  /** True once the user has seen it; the badge counts those that are not. */
  readonly acknowledged: boolean;
}

/** What ends a line that is sent; `none`: nothing. */
export type LineEnding = 'lf' | 'cr' | 'crlf' | 'none';

/** What happened, in data: words are made where it is shown, in the reader's language. */
export type TelemetryFact =
  | {
      readonly kind: 'state';
      readonly from: DeviceState;
      readonly to: DeviceState;
      readonly cause: string;
    }
  | { readonly kind: 'link'; readonly link: LinkState }
  | {
      readonly kind: 'armed' | 'disarmed';
      readonly faultId: number;
      readonly spec: FaultSpec;
      readonly why: string;
    }
  /** Numbers of the injections from `first` to `last`, of which the score says which were caught. */
  | {
      readonly kind: 'injected';
      readonly faultId: number;
      readonly fault: FaultKind;
      readonly first: number;
      readonly last: number;
    }
  | {
      readonly kind: 'caught';
      readonly faultId: number;
      readonly number: number;
      readonly by: string;
    }
  | { readonly kind: 'missed'; readonly faultId: number; readonly number: number }
  | {
      readonly kind: 'rejected';
      readonly cause: RejectCause;
      readonly frames: number;
      readonly detail: string;
    }
  | { readonly kind: 'dropped'; readonly stage: 'source' | 'queue'; readonly bytes: number }
  | {
      readonly kind: 'limit';
      readonly limit: Limit;
      readonly raised: boolean;
      readonly value: number;
      readonly unit: string;
    }
  | { readonly kind: 'mark' | 'sent' | 'note'; readonly text: string }
  | ActorFact;

/** A fact with its time. Facts of one kind that follow each other closely are one event that grows. */
export interface TelemetryEvent {
  /** Consecutive per device, from 1. An event sent again with its number replaces the former one. */
  readonly number: number;
  readonly deviceId: string;
  readonly timeMs: number;
  /** Time of the last of its `count` facts. */
  readonly lastMs: number;
  readonly count: number;
  readonly fact: TelemetryFact;
}

/** Of one channel over a time range, finite values only; all NaN with count 0 when there is none. */
export interface Statistics {
  readonly latest: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Standard deviation of the population. */
  readonly deviation: number;
  /** Samples a second. */
  readonly rate: number;
  readonly count: number;
}

/** Latency of one stage in milliseconds over its last samples; NaN before the first. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/**
 * All a device counts, in bytes unless named otherwise. At any time
 * bytesIn + bytesInjected = accepted + rejected + droppedSource + droppedQueue + droppedFault + waiting.
 */
export interface DeviceCounters {
  readonly bytesIn: number;
  readonly bytesInjected: number;
  readonly bytesAccepted: number;
  readonly bytesRejected: number;
  readonly bytesDroppedSource: number;
  readonly bytesDroppedQueue: number;
  /** Taken away by an armed fault, on purpose. */
  readonly bytesDroppedFault: number;
  readonly bytesWaiting: number;
  readonly framesAccepted: number;
  readonly framesRejected: number;
  readonly blocksDropped: number;
  readonly samples: number;
  readonly nonFinite: number;
  readonly logLines: number;
}

export type DropPolicy = 'dropOldest' | 'dropNewest' | 'block';

/** Min and max of one channel per pixel column, or exact samples where they are fewer. */
export interface SeriesColumns {
  /** Sample time, or the column's centre when it holds several. NaN in lo and hi = a gap: break the line. */
  readonly times: Float64Array;
  readonly lo: Float64Array;
  readonly hi: Float64Array;
}

/** Monotonic now, in milliseconds, with the one origin all processes of this machine share. */
export type NowMs = () => number;
