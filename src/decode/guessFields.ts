import type { SchemaField } from '../wireFormat';

const MAX_FIELDS = 256;

/** The length that most payloads have, and those payloads; undefined when hardly two are alike. */
export function mostCommonLength(
  payloads: readonly Uint8Array[],
): readonly Uint8Array[] | undefined {
  const byLength = new Map<number, Uint8Array[]>();
  for (const payload of payloads) {
    const alike = byLength.get(payload.length) ?? [];
    alike.push(payload);
    byLength.set(payload.length, alike);
  }
  const alike = [...byLength.values()].sort((a, b) => b.length - a.length).at(0);
  return alike !== undefined && alike.length * 2 > payloads.length ? alike : undefined;
}

/**
 * Fields for payloads nobody described: floats when all of them look like measurements, else 16-bit integers when the
 * length is even, else bytes; none when the lengths differ. Named by their place.
 */
export function guessFields(payloads: readonly Uint8Array[]): SchemaField[] {
  const alike = mostCommonLength(payloads);
  const length = alike?.[0].length ?? 0;
  if (alike === undefined || length === 0 || length > 4 * MAX_FIELDS) return [];
  if (length % 4 === 0 && alike.every((payload) => areFloats(payload, true))) {
    return fields(length / 4, 'f32');
  }
  if (length % 4 === 0 && alike.every((payload) => areFloats(payload, false))) {
    return fields(length / 4, 'f32', 'big');
  }
  if (length % 2 === 0 && length <= 2 * MAX_FIELDS) return fields(length / 2, 'i16');
  return length <= MAX_FIELDS ? fields(length, 'u8') : [];
}

function fields(count: number, type: SchemaField['type'], order?: 'big'): SchemaField[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `value ${String(i + 1)}`,
    type,
    ...(order === undefined ? {} : { order }),
  }));
}

/** Measurements are neither tiny nor huge; integers read as floats nearly always are. */
function areFloats(payload: Uint8Array, little: boolean): boolean {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  for (let at = 0; at < payload.length; at += 4) {
    const size = Math.abs(view.getFloat32(at, little));
    if (size !== 0 && !(size > 1e-9 && size < 1e12) && !Number.isNaN(size)) return false;
  }
  return true;
}
