import { t } from '@vscode/l10n';
import type { SettingReader } from '../settingReader';

const MAX_WORD_BYTES = 16;
const HEX = /^0x(?:[0-9a-f]{2}\s*)+$/i;

/**
 * Reads a word of bytes: a list of numbers, text, or hexadecimal after `0x` (`"0xAA 55"`). What is left out is
 * empty, unless `isNeeded`.
 */
export function readBytes(r: SettingReader, key: string, isNeeded: boolean): readonly number[] {
  const value = r.raw(key);
  const bytes = value === undefined ? [] : bytesOf(value);
  if (bytes !== undefined && bytes.length <= MAX_WORD_BYTES && (bytes.length > 0 || !isNeeded)) {
    return bytes;
  }
  const rule = t(
    '{0} to {1} bytes: text ("/*"), hexadecimal ("0xAA 55") or a list ([170, 85])',
    isNeeded ? 1 : 0,
    MAX_WORD_BYTES,
  );
  throw r.wrong(key, rule);
}

function bytesOf(value: unknown): number[] | undefined {
  if (typeof value === 'string') {
    if (!HEX.test(value)) return [...Buffer.from(value)];
    return [...Buffer.from(value.slice(2).replace(/\s/g, ''), 'hex')];
  }
  if (!Array.isArray(value)) return undefined;
  const isByte = (entry: unknown): entry is number =>
    typeof entry === 'number' && Number.isInteger(entry) && entry >= 0 && entry <= 255;
  return value.every(isByte) ? value : undefined;
}
