import type { ByteOrder, FieldType, FormatKind, SchemaField } from './wireFormat';

/**
 * A schema while it is built: the value that settings take for a format, not checked yet. Imports nothing but the
 * formats, as both the page and the decoders know it.
 */

/** Formats whose frames hold packed fields, as the builder offers them. */
export const SCHEMA_KINDS = [
  'cobs',
  'slip',
  'syncWord',
  'lengthPrefix',
  'fixed',
  'delimited',
  'min',
  'serialTransfer',
] as const satisfies readonly FormatKind[];

export type SchemaKind = (typeof SCHEMA_KINDS)[number];

/** All types of a field. */
export const FIELD_TYPES = [
  'u8',
  'i8',
  'u16',
  'i16',
  'u24',
  'i24',
  'u32',
  'i32',
  'u64',
  'i64',
  'f16',
  'f32',
  'f64',
] as const satisfies readonly FieldType[];

/** The length field of a counted frame, as settings write it. */
export interface LengthDraft {
  readonly type: 'u8' | 'u16' | 'u32';
  readonly at?: number;
  readonly order?: ByteOrder;
  readonly counts?: 'payload' | 'payloadAndChecksum' | 'rest' | 'frame';
  readonly adds?: number;
}

/** A checksum with its own parameters, or with some that a preset has otherwise. */
export type ChecksumDraft = string | Readonly<Record<string, unknown>>;

/** The fields of the frames with one id. */
export interface IdDraft {
  readonly id: number;
  readonly fields: readonly SchemaField[];
}

/** A format in the making: its keys are those of the settings. */
export interface SchemaDraft {
  readonly kind: SchemaKind;
  readonly sync?: string;
  readonly start?: string;
  readonly end?: string;
  readonly tail?: string;
  readonly headerBytes?: number;
  readonly length?: LengthDraft;
  readonly checksum?: ChecksumDraft;
  readonly checksumPlace?: 'beforeEnd' | 'afterEnd';
  /** Ids that have fields of their own; `fields` are those of all others. */
  readonly frames?: readonly IdDraft[];
  readonly fields: readonly SchemaField[];
}

/** What is wrong with a draft, and where: of a field its place in the list that is worked on, from 0. */
export interface DraftProblem {
  readonly at: 'framing' | 'checksum' | 'fields' | number;
  readonly message: string;
}

/** True for formats whose frames say with an id which fields they hold. */
export function hasIds(kind: SchemaKind): boolean {
  return kind === 'min' || kind === 'serialTransfer';
}
