import type { SchemaField, WireFormat } from '../../src/model';

const EIGHT_FLOATS: readonly SchemaField[] = Array.from({ length: 8 }, (_, i) => ({
  name: `value ${i + 1}`,
  type: 'f32',
}));

/** The formats of the streams that all benches share. */
export const WIRE_FORMATS = {
  csv: { kind: 'csv' },
  cobs: { kind: 'cobs', fields: EIGHT_FLOATS },
} as const satisfies Record<string, WireFormat>;
