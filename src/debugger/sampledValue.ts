import type { MemoryType, SampledMemory } from '../transport/debuggerOptions';

const NUMBER = /^[+-]?(?:0x[0-9a-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)$/i;
/** gdb adds what a number stands for: `0x20000010 <g_temp>`, `65 'A'`, `1.5 [V]`. */
const FIRST = /^(\S+)\s+[<'"([{]/;
const WORDS: Readonly<Record<string, number>> = {
  true: 1,
  false: 0,
  True: 1,
  False: 0,
  nan: NaN,
  NaN,
};

/** The number that a debugger's answer to an expression is; undefined when it is none. */
export function numberOf(result: string): number | undefined {
  const trimmed = result.trim();
  const text = FIRST.exec(trimmed)?.[1] ?? trimmed;
  if (Object.hasOwn(WORDS, text)) return WORDS[text];
  if (!NUMBER.test(text)) return undefined;
  const negative = text.startsWith('-');
  const size = Number(text.replace(/^[+-]/, ''));
  return negative ? -size : size;
}

const SIZES: Readonly<Record<MemoryType, number>> = {
  u8: 1,
  i8: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  u64: 8,
  i64: 8,
  f32: 4,
  f64: 8,
};

/** Bytes that a value of a type takes. */
export function sizeOf(type: MemoryType): number {
  return SIZES[type];
}

/** The value in bytes read from the target, base64 as the protocol has them; undefined where there are too few. */
export function memoryValue(base64: string, { type, endian }: SampledMemory): number | undefined {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length < sizeOf(type)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = endian === 'little';
  switch (type) {
    case 'u8':
      return view.getUint8(0);
    case 'i8':
      return view.getInt8(0);
    case 'u16':
      return view.getUint16(0, little);
    case 'i16':
      return view.getInt16(0, little);
    case 'u32':
      return view.getUint32(0, little);
    case 'i32':
      return view.getInt32(0, little);
    // Beyond 2^53 a sample, which is a double, has not all of its digits.
    case 'u64':
      return Number(view.getBigUint64(0, little));
    case 'i64':
      return Number(view.getBigInt64(0, little));
    case 'f32':
      return view.getFloat32(0, little);
    case 'f64':
      return view.getFloat64(0, little);
  }
}
