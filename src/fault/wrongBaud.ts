import { ByteList } from './byteList';

const BITS_PER_BYTE = 10;

/**
 * The bytes a UART at `ratio` times the sender's baud rate reads, 8N1, the line idle (1) before and after them: it waits
 * for a falling edge, samples in the middle of its own bits, and takes a byte whatever its stop bit is.
 */
export function receiveAt(sent: Uint8Array, ratio: number): Uint8Array {
  const out = new ByteList(sent.length);
  const endBit = sent.length * BITS_PER_BYTE;
  const bitTime = 1 / ratio;
  for (let at = 0; at < endBit;) {
    const edge = fallingEdge(sent, at, endBit);
    if (edge === undefined) break;
    let byte = 0;
    for (let bit = 0; bit < 8; bit++) {
      byte |= level(sent, edge + (bit + 1.5) * bitTime, endBit) << bit;
    }
    out.push(byte);
    // It looks for the next edge from the middle of its stop bit on.
    at = edge + 9.5 * bitTime;
  }
  return out.take();
}

/** Start of the next 0 after a 1 at or after `from`, in bit times of the sender. */
function fallingEdge(sent: Uint8Array, from: number, endBit: number): number | undefined {
  let before = from === 0 ? 1 : level(sent, from, endBit);
  // A line that is low already is taken for a start bit.
  if (before === 0) return from;
  for (let bit = Math.floor(from) + (from === 0 ? 0 : 1); bit < endBit; bit++) {
    const now = level(sent, bit, endBit);
    if (before === 1 && now === 0) return bit;
    before = now;
  }
  return undefined;
}

/** The line at a time in the sender's bits: start bit 0, data from the lowest bit, stop bit 1. */
function level(sent: Uint8Array, time: number, endBit: number): number {
  if (time < 0 || time >= endBit) return 1;
  const bit = Math.floor(time);
  const place = bit % BITS_PER_BYTE;
  if (place === 0) return 0;
  if (place === BITS_PER_BYTE - 1) return 1;
  return (sent[(bit - place) / BITS_PER_BYTE] >> (place - 1)) & 1;
}
