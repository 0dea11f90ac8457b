/** Bytes as data: in hexadecimal, and as text with a dot for what cannot be printed; at most `maxBytes` of them. */
export function hexDump(
  bytes: Uint8Array,
  maxBytes: number,
): { readonly hex: string; readonly text: string } {
  const shown = [...bytes.subarray(0, maxBytes)];
  return {
    hex: shown.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
    text: shown.map((c) => (c >= 32 && c < 127 ? String.fromCharCode(c) : '.')).join(''),
  };
}
