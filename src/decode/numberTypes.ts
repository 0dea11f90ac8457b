import type { FieldType } from '../wireFormat';

/** Bytes that a number takes. */
export const TYPE_BYTES: Readonly<Record<FieldType, number>> = {
  u8: 1,
  i8: 1,
  u16: 2,
  i16: 2,
  u24: 3,
  i24: 3,
  u32: 4,
  i32: 4,
  u64: 8,
  i64: 8,
  f16: 2,
  f32: 4,
  f64: 8,
};

/** Reads the number at `at`. 64-bit integers beyond 2^53 are rounded to the nearest double. */
export function readNumber(view: DataView, at: number, type: FieldType, little: boolean): number {
  switch (type) {
    case 'f32':
      return view.getFloat32(at, little);
    case 'f64':
      return view.getFloat64(at, little);
    case 'u8':
      return view.getUint8(at);
    case 'i8':
      return view.getInt8(at);
    case 'u16':
      return view.getUint16(at, little);
    case 'i16':
      return view.getInt16(at, little);
    case 'u24':
      return readU24(view, at, little);
    case 'i24':
      return (readU24(view, at, little) << 8) >> 8;
    case 'u32':
      return view.getUint32(at, little);
    case 'i32':
      return view.getInt32(at, little);
    case 'u64':
      return Number(view.getBigUint64(at, little));
    case 'i64':
      return Number(view.getBigInt64(at, little));
    case 'f16':
      return half(view.getUint16(at, little));
  }
}

function readU24(view: DataView, at: number, little: boolean): number {
  const middle = view.getUint8(at + 1) << 8;
  const [low, high] = little ? [at, at + 2] : [at + 2, at];
  return view.getUint8(low) | middle | (view.getUint8(high) << 16);
}

/** IEEE 754 binary16; not every Node that VS Code brings has `getFloat16`. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
