/** A block of COBS holds at most this many bytes behind its code byte. */
const MAX_RUN = 254;

/**
 * Unstuffs the frame at [start, end), its ending 00 not included, into `target` from 0 and returns
 * the length, or -1 for a frame that is no COBS. `target` must hold end - start bytes.
 */
export function cobsDecode(
  source: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
): number {
  let read = start;
  let written = 0;
  while (read < end) {
    const code = source[read++];
    const blockEnd = read + code - 1;
    if (code === 0 || blockEnd > end) return -1;
    while (read < blockEnd) {
      const byte = source[read++];
      if (byte === 0) return -1;
      target[written++] = byte;
    }
    if (code <= MAX_RUN && read < end) target[written++] = 0;
  }
  return written;
}

/** The frame of `payload`, its ending 00 included. */
export function cobsEncode(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(payload.length + Math.floor(payload.length / MAX_RUN) + 2);
  let codeAt = 0;
  let written = 1;
  for (let i = 0; i < payload.length; i++) {
    if (payload[i] !== 0) frame[written++] = payload[i];
    const full = written - codeAt > MAX_RUN;
    // A full block implies no zero; at the very end the last code byte is set below.
    if (payload[i] === 0 || (full && i + 1 < payload.length)) {
      frame[codeAt] = written - codeAt;
      codeAt = written++;
    }
  }
  frame[codeAt] = written - codeAt;
  return frame.slice(0, written + 1);
}
