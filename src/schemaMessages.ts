import type { RejectCause } from './model';
import type { DraftProblem, SchemaDraft } from './schemaDraft';

/** A byte of a frame that belongs to its framing: sync word, length, stuffing, checksum, end. */
export const FRAMING = -1;
/** A byte of the payload that no field takes. */
export const SPARE = -2;

/** A number that a field gave. */
export interface FieldValue {
  /** What the channel is called beyond the field's name: `.0` of an array, a bit field's name; else empty. */
  readonly part: string;
  readonly value: number;
  /** The value's meaning, where the schema has one. */
  readonly label?: string;
}

/** One of the last frames, as it came, and what the draft makes of it. */
export interface FrameView {
  /** At most MAX_SHOWN_BYTES of them. */
  readonly bytes: readonly number[];
  /** Of each of `bytes` the place of its field in the draft, or FRAMING, or SPARE. */
  readonly owners: readonly number[];
  /** All bytes of the frame. */
  readonly length: number;
  /** Per field; empty where it gave none. */
  readonly values: readonly (readonly FieldValue[])[];
  /** Why the frame is refused as the draft stands. */
  readonly trouble?: { readonly cause: RejectCause; readonly detail: string };
}

/** An id of frames among the last bytes, and how many of them have it. */
export interface SeenId {
  readonly id: number;
  readonly frames: number;
}

/** What the draft makes of the last bytes. */
export interface SchemaPreview {
  /** Newest first. */
  readonly frames: readonly FrameView[];
  readonly problems: readonly DraftProblem[];
  /** Where each field begins in the payload, and how many bytes it takes. */
  readonly spans: readonly { readonly at: number; readonly bytes: number }[];
  /** Bytes of the newest whole frame's payload; undefined where there is none. */
  readonly payloadBytes?: number;
  /** The ids among the last bytes, in ascending order; none where frames have none. */
  readonly ids: readonly SeenId[];
}

/** What the page keeps over a reload of the window. */
export interface SchemaState {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly draft: SchemaDraft;
  /** Whose fields are worked on; none = those of all ids that have none of their own. */
  readonly id?: number;
}

/** Host to the page that builds a schema. */
export type ToSchemaPage =
  | {
      readonly type: 'draft';
      readonly state: SchemaState;
      /** The names of the checksums that have one. */
      readonly checksums: readonly string[];
      /** True while the bytes stand still. */
      readonly held: boolean;
    }
  | {
      readonly type: 'preview';
      /** Bytes that the device has sent so far. */
      readonly bytesIn: number;
      readonly preview: SchemaPreview;
    }
  | { readonly type: 'done'; readonly done: 'used' | 'saved' };

/** The page that builds a schema to the host. */
export type FromSchemaPage =
  | { readonly type: 'ready' }
  | { readonly type: 'change'; readonly draft: SchemaDraft; readonly id?: number }
  | { readonly type: 'use' | 'save'; readonly draft: SchemaDraft }
  | { readonly type: 'hold'; readonly held: boolean };
