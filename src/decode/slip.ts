/** RFC 1055: ends every frame, and mostly begins it too. */
export const SLIP_END = 0xc0;
const ESCAPE = 0xdb;
const ESCAPED_END = 0xdc;
const ESCAPED_ESCAPE = 0xdd;

/**
 * Takes the escapes out of the frame at [start, end), its END not included, into `target` from 0 and returns
 * the length, or -1 for a frame that is no SLIP. `target` must hold end - start bytes.
 */
export function slipDecode(
  source: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
): number {
  let written = 0;
  for (let read = start; read < end; read++) {
    let byte = source[read];
    if (byte === SLIP_END) return -1;
    if (byte === ESCAPE) {
      byte = read + 1 < end ? source[++read] : -1;
      if (byte === ESCAPED_END) byte = SLIP_END;
      else if (byte === ESCAPED_ESCAPE) byte = ESCAPE;
      else return -1;
    }
    target[written++] = byte;
  }
  return written;
}
