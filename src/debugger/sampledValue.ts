import { readNumber, TYPE_BYTES } from '../decode/numberTypes';
import type { SampledMemory } from '../transport/debuggerOptions';

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

/** The value in bytes read from the target, base64 as the protocol has them; undefined where there are too few. */
export function memoryValue(base64: string, { type, endian }: SampledMemory): number | undefined {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length < TYPE_BYTES[type]) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return readNumber(view, 0, type, endian === 'little');
}
