import { t } from '@vscode/l10n';
import type { Device } from '../device/device';
import { numberText } from './words';

const BYTES_A_ROW = 16;

/** Rows of 16 bytes, in hexadecimal and as text: `74 65 6d 70 …  temp…`. */
export function hexRows(bytes: Uint8Array): string[] {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_ROW) {
    const row = [...bytes.subarray(at, at + BYTES_A_ROW)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = row.map((c) => (c >= 32 && c < 127 ? String.fromCharCode(c) : '.')).join('');
    rows.push(`${hex.padEnd(BYTES_A_ROW * 3)} ${text}`);
  }
  return rows;
}

/** The last bytes of a device as text. */
export function bytesText({ profile, recentBytes, counters }: Device): string {
  const head = t(
    '{0}: the last {1} of {2} bytes.',
    profile.name,
    numberText(recentBytes.length),
    numberText(counters.bytesIn),
  );
  return [head, '', ...hexRows(recentBytes), ''].join('\n');
}
