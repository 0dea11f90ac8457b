import type { FormatSetting } from '../decode/parseFormat';
import { delimiterOf } from '../frame/makeFramer';
import type { ScriptFormat } from '../script/scriptPools';
import { hexRows } from './bytesText';

const SAMPLE_BYTES = 256;

/** What a script is to be given of a device's stream, going by the format it was read in so far. */
export function framesFor(format: FormatSetting, bytes: Uint8Array): ScriptFormat['frames'] {
  const delimiter = format.kind === 'auto' ? undefined : delimiterOf(format);
  if (delimiter === 10) return 'lines';
  if (delimiter === 0) return 'zero';
  return bytes.every((c) => (c >= 32 && c < 127) || c === 9 || c === 10 || c === 13)
    ? 'lines'
    : 'chunks';
}

const GIVEN: Readonly<Record<ScriptFormat['frames'], string>> = {
  lines: 'one line, without its end',
  zero: 'all up to a zero byte, without that byte',
  chunks: 'bytes as they came: keep what is not whole yet until the rest is there',
};

const BODIES: Readonly<Record<ScriptFormat['frames'], string>> = {
  lines: `  const text = new TextDecoder().decode(frame);
  // name:value or name[unit]=value, any number of them
  const pairs = [...text.matchAll(/(\\w+)(?:\\[([^\\]]*)\\])?\\s*[:=]\\s*(-?\\d[\\d.]*)/g)];
  if (pairs.length === 0) out.log(text);
  for (const [, name, unit = '', value] of pairs) out.sample(name, Number(value), { unit });`,
  zero: `  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 2) return out.reject(\`only \${frame.length} bytes\`);
  out.sample('value', view.getUint16(0, true));`,
  chunks: `  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  for (let at = 0; at + 2 <= frame.length; at += 2) {
    out.sample('value', view.getUint16(at, true));
  }`,
};

/** A decoder to begin with, in TypeScript, with the last bytes of the device beside it. */
export function scriptTemplate(
  deviceName: string,
  frames: ScriptFormat['frames'],
  bytes: Uint8Array,
): string {
  const last = bytes.subarray(-SAMPLE_BYTES);
  const sample = hexRows(last).map((row) => ` *   ${row.replaceAll('*/', '*.')}`);
  const shown = last.length === 0 ? [' *   (none yet)'] : sample;
  return `/**
 * Decodes what ${deviceName.replaceAll('*/', '*.')} sends. Saved, it is read again at once; what it throws is in the
 * Problems view. It runs in a thread of its own, frame by frame, and may keep what it needs from one to the next.
 *
 * The last bytes that came:
${shown.join('\n')}
 */

/** What a decoder says of a frame. */
interface Out {
  /** When the frame came, in milliseconds. */
  readonly timeMs: number;
  /** A value of a channel; \`timeMs\` is the device's own clock, where it sends one. */
  sample(
    channel: string,
    value: number | string | boolean,
    options?: { unit?: string; timeMs?: number },
  ): void;
  /** A line for the log. */
  log(text: string): void;
  /** Refuses the frame: it is counted, and the reason is shown. */
  reject(reason: string): void;
}

/** \`frame\` is ${GIVEN[frames]}. */
export function decode(frame: Uint8Array, out: Out): void {
${BODIES[frames]}
}
`;
}
