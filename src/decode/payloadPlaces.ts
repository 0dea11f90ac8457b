import { Check } from '../frame/checksum';
import { makeScanner } from '../frame/makeFramer';
import type { Checksum, WireFormat } from '../wireFormat';
import { cobsDecode } from './cobs';
import { COBS_CHECKSUM } from './readFrames';
import { slipDecode } from './slip';

/** The payload of a frame: where each of its bytes came from. */
export interface PayloadPlaces {
  /** Of each byte of the payload the byte of the frame that it was made of. */
  readonly places: readonly number[];
  /** What kind of frame it is, where frames say; else 0. */
  readonly id: number;
}

const COBS_END = 0;
const COBS_FULL = 255;
const SLIP_END = 0xc0;
const SLIP_ESCAPE = 0xdb;

/** Finds the payload in a whole frame, its end included; undefined for bytes that are no frame of the format. */
export function payloadPlaces(format: WireFormat, frame: Uint8Array): PayloadPlaces | undefined {
  switch (format.kind) {
    case 'cobs': {
      const { checksum = COBS_CHECKSUM } = format;
      const end = frame.at(-1) === COBS_END ? frame.length - 1 : frame.length;
      const isCobs = cobsDecode(frame, 0, end, new Uint8Array(frame.length)) >= 0;
      return isCobs ? withoutChecksum(cobsPlaces(frame, end), checksum) : undefined;
    }
    case 'slip': {
      const end = frame.at(-1) === SLIP_END ? frame.length - 1 : frame.length;
      const isSlip = slipDecode(frame, 0, end, new Uint8Array(frame.length)) >= 0;
      return isSlip ? withoutChecksum(slipPlaces(frame, end), format.checksum) : undefined;
    }
    default:
      return scannedPlaces(format, frame);
  }
}

/** A zero stands where the next block's code byte is. */
function cobsPlaces(frame: Uint8Array, end: number): number[] {
  const places: number[] = [];
  for (let codeAt = 0; codeAt < end;) {
    const next = codeAt + frame[codeAt];
    for (let at = codeAt + 1; at < next; at++) places.push(at);
    if (frame[codeAt] !== COBS_FULL && next < end) places.push(next);
    codeAt = next;
  }
  return places;
}

/** What was escaped stands where its second byte is. */
function slipPlaces(frame: Uint8Array, end: number): number[] {
  const places: number[] = [];
  for (let at = 0; at < end; at++) {
    if (frame[at] === SLIP_ESCAPE) at++;
    places.push(at);
  }
  return places;
}

function withoutChecksum(
  places: readonly number[],
  checksum: Checksum | null,
): PayloadPlaces | undefined {
  const length = places.length - (checksum === null ? 0 : new Check(checksum).bytes);
  return length < 0 ? undefined : { places: places.slice(0, length), id: 0 };
}

function scannedPlaces(format: WireFormat, frame: Uint8Array): PayloadPlaces | undefined {
  const scanner = makeScanner(format, frame.length, true);
  if (scanner.scan(frame, 0, frame.length) !== frame.length) return undefined;
  const { bodyStart, bodyEnd, id } = scanner;
  const length = bodyEnd - bodyStart;
  if (format.kind !== 'min') {
    // SerialTransfer swaps bytes where they stand; what stands in `plain` from 0 begins behind a header of four.
    const from = format.kind === 'serialTransfer' ? 4 : bodyStart;
    return { places: Array.from({ length }, (_, i) => from + i), id };
  }
  return { places: minPlaces(frame, bodyStart, length), id };
}

/** `bodyStart` is counted behind the three AA; behind every two AA in a row a 55 is stuffed. */
function minPlaces(frame: Uint8Array, bodyStart: number, length: number): number[] {
  const places: number[] = [];
  let headers = 0;
  for (let at = 3, plain = 0; plain < bodyStart + length && at < frame.length; at++) {
    if (headers === 2) {
      headers = 0;
      continue;
    }
    headers = frame[at] === 0xaa ? headers + 1 : 0;
    if (plain >= bodyStart) places.push(at);
    plain++;
  }
  return places;
}
