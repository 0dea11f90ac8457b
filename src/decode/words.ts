import { isUtf8 } from 'node:buffer';
import { isNonFinite, latin1, scanNumber } from './numbers';

/** What stands where a number was looked for. `failed` is a measurement that went wrong. */
export type WordKind = 'failed' | 'hex' | 'text';

/** A name may be this long. */
export const MAX_NAME_BYTES = 64;

const FAILURE =
  /^(?:ERR|ERROR|FAIL|FAILED|FAULT|BAD|INVALID|TIMEOUT|OVER|OVERFLOW|OVF|OPEN|SHORT|NULL|NONE|N\/A|NA|[-?#*.!_]+)$/;
const STARTS_LIKE_NUMBER = /^[+-]?\.?\d/;
const HEX = /^[+-]?0x[0-9a-f]+$/i;
/** `12:34:56`, `2024-01-31`, `1.2.3`, `12kB`: told, not measured. */
const GROUPED_OR_QUANTITY = /^\d+(?:[.:/-]\d+)+$|^[+-]?[\d.]+[a-z%/]+$/i;

/** Without any history: `ERR`, `---` and `2h.4` are failed measurements, `Idle` and `1.2.3` are text. */
export function wordKind(word: string): WordKind {
  if (FAILURE.test(word)) return 'failed';
  if (HEX.test(word)) return 'hex';
  return STARTS_LIKE_NUMBER.test(word) && !GROUPED_OR_QUANTITY.test(word) ? 'failed' : 'text';
}

const REPLY = /^(?:OK|ERROR|STATUS|EVT|BOOT)(?![A-Za-z0-9_])/;

/** True for what a device answers with or announces by itself (PRODUCT section 4). */
export function isReply(text: string): boolean {
  return REPLY.test(text);
}

/** Letters behind a number are taken for a unit only when they are one of these. */
const UNITS = new Set(
  (
    'V mV uV kV A mA uA W mW kW Wh mAh degC degF °C °F C F K % rpm RPM Hz kHz MHz Pa hPa kPa MPa bar mbar ' +
    'm mm cm km um m/s mm/s km/h m/s2 m/s^2 m/s² g mg kg s ms us min h deg ° rad rad/s deg/s dps ' +
    'N Nm J lx lux dB dBm uT mT T G ppm ppb l ml Ohm ohm kOhm Ω F uF nF pF %RH L/min'
  ).split(' '),
);

/** True for a unit that a number is commonly printed with. */
export function isKnownUnit(bytes: Buffer, start: number, end: number): boolean {
  return end - start <= 8 && end > start && UNITS.has(bytes.toString('utf8', start, end));
}

/** Reads all of [start, end) as a number: true when it is one, NaN where it is not finite. */
export function readField(
  bytes: Buffer,
  start: number,
  end: number,
  out: Float64Array,
  slot: number,
): boolean {
  if (scanNumber(bytes, start, out, slot) === end) return true;
  if (!isNonFinite(latin1(bytes, start, end))) return false;
  out[slot] = NaN;
  return true;
}

/** What shows that a line is not text: a wrong baud rate, or damage on the way. */
export function textDamage(bytes: Buffer, start: number, end: number): string | undefined {
  let control = 0;
  let above = 0;
  for (let i = start; i < end; i++) {
    const c = bytes[i];
    if (c === 0) return 'a NUL byte inside a line';
    // Escape begins the colours of a log, so it counts as printable.
    if ((c < 32 && c !== 9 && c !== 27) || c === 127) control++;
    above |= c & 128;
  }
  if (above !== 0 && !isUtf8(bytes.subarray(start, end))) return 'not UTF-8 text';
  return control * 10 > (end - start) * 3 ? 'not printable' : undefined;
}
