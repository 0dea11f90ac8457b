/**
 * The wire formats, as `parseFormat` gives them: checked and complete. Imports nothing, like `model.ts`.
 * docs/formats.md has the grammar of each.
 */

/** How a number is stored in a binary frame. 64-bit integers are exact up to 2^53. */
export type FieldType =
  | 'u8'
  | 'i8'
  | 'u16'
  | 'i16'
  | 'u24'
  | 'i24'
  | 'u32'
  | 'i32'
  | 'u64'
  | 'i64'
  | 'f16'
  | 'f32'
  | 'f64';

export type ByteOrder = 'little' | 'big';

export type TimeUnit = 's' | 'ms' | 'us' | 'ns';

/** What a value means, by the value written in decimal: `{ "0": "Idle" }`. */
export type Labels = Readonly<Record<string, string>>;

/** Some bits of an integer field, a channel of their own. */
export interface BitField {
  readonly name: string;
  /** The lowest of the bits; 0 = the integer's least significant. */
  readonly at: number;
  /** How many bits, 1 to 32. */
  readonly width: number;
  readonly signed?: boolean;
  readonly unit?: string;
  /** value = raw * scale + offset */
  readonly scale?: number;
  readonly offset?: number;
  readonly labels?: Labels;
}

/** One field of a binary frame. Fields are packed in order, without padding. */
export interface SchemaField {
  readonly name: string;
  readonly type: FieldType;
  readonly unit?: string;
  /** value = raw * scale + offset */
  readonly scale?: number;
  readonly offset?: number;
  /** `little` unless given. */
  readonly order?: ByteOrder;
  /** So many of them, one behind the other: the channels `name.0`, `name.1`, ... */
  readonly count?: number;
  /** Of an integer up to 32 bits: its bit fields, in place of a channel for the whole. */
  readonly bits?: readonly BitField[];
  readonly labels?: Labels;
  /**
   * `time` is the time of the frame's samples and no channel. `sequence` counts frames: a step of more than 1
   * is frames that were lost. `padding` is skipped.
   */
  readonly role?: 'time' | 'sequence' | 'padding';
  /** Of a `time` field; `ms` unless given. */
  readonly timeUnit?: TimeUnit;
  /** Of a `time` or `sequence` field: the raw value that is 0 again; 2^bits of an integer unless given. */
  readonly wrap?: number;
}

/** A number of text telemetry that is the time of its line. */
export interface TextTime {
  /** The channel's name, or its place in a CSV row, from 1. */
  readonly channel: string | number;
  readonly unit: TimeUnit;
  /** The value that is 0 again. */
  readonly wrap?: number;
}

/** A check over some bytes of a frame; see CHECKSUM_PRESETS for those that have names. */
export interface Checksum {
  readonly algorithm: 'crc' | 'sum' | 'xor' | 'fletcher16' | 'adler32';
  /** Bits, 8 to 32; on the wire it takes as many bytes as they need. */
  readonly width: number;
  /** `crc` only, not reflected, without its highest bit: 1021. */
  readonly polynomial: number;
  readonly init: number;
  readonly reflectIn: boolean;
  readonly reflectOut: boolean;
  readonly xorOut: number;
  readonly order: ByteOrder;
  /** What is checked: the payload, what lies between sync word and checksum, or all before the checksum. */
  readonly covers: 'payload' | 'header' | 'frame';
}

/** How long the payload of a counted frame is. */
export type FrameLength =
  | { readonly kind: 'fixed'; readonly bytes: number }
  | {
      readonly kind: 'field';
      /** Offset behind the sync word. */
      readonly at: number;
      readonly type: 'u8' | 'u16' | 'u32';
      readonly order: ByteOrder;
      /** payload bytes = field + adds */
      readonly adds: number;
    };

/** `sync, header (with the length field), payload, checksum, tail`; all but the payload may be empty. */
export interface CountedFrame {
  readonly sync: readonly number[];
  /** Bytes between sync word and payload. */
  readonly headerBytes: number;
  readonly length: FrameLength;
  readonly checksum: Checksum | null;
  readonly tail: readonly number[];
}

/** `start, payload, end` with a checksum before or behind `end`; one of `start` and `end` may be empty. */
export interface DelimitedFrame {
  readonly start: readonly number[];
  readonly end: readonly number[];
  readonly checksum: Checksum | null;
  readonly checksumPlace: 'beforeEnd' | 'afterEnd';
}

/** Formats of which a frame is a line. */
export const LINE_KINDS = [
  'keyValue',
  'csv',
  'teleplot',
  'arduino',
  'json',
  'fireWater',
  'badlogic',
] as const;

export type LineKind = (typeof LINE_KINDS)[number];

/** What stands in a delimited frame: packed fields, or text as bytes, hexadecimal or base64. */
export type Payload =
  | { readonly kind: 'fields'; readonly fields: readonly SchemaField[] }
  | {
      readonly kind: 'text';
      readonly format: LineKind;
      readonly encoding: 'plain' | 'hex' | 'base64';
    };

/** The fields of the frames with one id; `null` = of all ids that have none of their own. */
export interface IdFrame {
  readonly id: number | null;
  readonly fields: readonly SchemaField[];
}

/** The wire format of a device. */
export type WireFormat =
  | { readonly kind: Exclude<LineKind, 'teleplot'>; readonly time?: TextTime }
  | {
      readonly kind: 'teleplot';
      readonly time?: TextTime;
      /** True where `>` begins a log line, as in datagrams; on a serial line it begins telemetry. */
      readonly udp?: boolean;
    }
  | {
      readonly kind: 'cobs';
      readonly fields: readonly SchemaField[];
      /** CRC-16/CCITT-FALSE, little-endian, unless given; `null` = none. */
      readonly checksum?: Checksum | null;
    }
  | {
      readonly kind: 'slip';
      readonly fields: readonly SchemaField[];
      readonly checksum: Checksum | null;
    }
  | { readonly kind: 'justFloat' | 'indexFloat'; readonly names?: readonly string[] }
  | {
      readonly kind: 'fixed' | 'syncWord' | 'lengthPrefix';
      readonly frame: CountedFrame;
      readonly fields: readonly SchemaField[];
    }
  | { readonly kind: 'delimited'; readonly frame: DelimitedFrame; readonly payload: Payload }
  | { readonly kind: 'min' | 'serialTransfer'; readonly frames: readonly IdFrame[] }
  | {
      /** A decoder of the user's own. */
      readonly kind: 'script';
      /** Of a JavaScript or TypeScript file, from the workspace folder on. */
      readonly path: string;
      /** What the script is given: lines, what ends with a zero byte, or bytes as they come. */
      readonly frames: 'lines' | 'zero' | 'chunks';
      /** A script that takes longer for a block is ended. */
      readonly timeLimitMs: number;
    };

export type FormatKind = WireFormat['kind'];

/** A guess over the first bytes of a stream: scores are 0 to 1. */
export type Detection =
  | { readonly kind: 'unsure'; readonly why: string }
  | {
      readonly kind: 'sure';
      readonly format: WireFormat;
      readonly score: number;
      readonly runnerUp?: { readonly kind: FormatKind; readonly score: number };
    };

/** What is known of a device's format. */
export type FormatState =
  /** Too little has come yet. */
  | { readonly kind: 'detecting' }
  /** The user said so. */
  | { readonly kind: 'set'; readonly format: WireFormat }
  /** `formerly` is what it was until the stream changed. */
  | (Omit<Extract<Detection, { kind: 'sure' }>, 'kind'> & {
      readonly kind: 'detected';
      readonly formerly?: FormatKind;
    })
  /** Nothing fits; it is read as lines meanwhile. */
  | { readonly kind: 'unknown'; readonly why: string };
