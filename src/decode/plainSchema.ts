import type { SchemaField } from '../model';

/** Bytes of the types that `PackedColumns` reads. */
export const PLAIN_SIZES = {
  u8: 1,
  i8: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  f32: 4,
  f64: 8,
} as const;

/** A field that is a whole little-endian number of a common type, and a channel. */
export interface PlainField extends SchemaField {
  readonly type: keyof typeof PLAIN_SIZES;
  readonly order?: 'little';
  readonly count?: undefined;
  readonly bits?: undefined;
  readonly labels?: undefined;
  readonly role?: undefined;
}

/** True for schemas that `CobsReader` reads; all others take `StuffedReader`. */
export function isPlainSchema(fields: readonly SchemaField[]): fields is readonly PlainField[] {
  return fields.every(
    ({ type, order, count, bits, labels, role }) =>
      type in PLAIN_SIZES &&
      order !== 'big' &&
      count === undefined &&
      bits === undefined &&
      labels === undefined &&
      role === undefined,
  );
}
