import { imageBytes } from '../frame/fireWater';
import type { ColumnKey } from './columns';
import type { Fields, LineGrammar, Verdict } from './fields';
import { isReply, readField } from './words';

const COLON = 58;
const COMMA = 44;

/**
 * VOFA+ FireWater: `f0,f1,...` with anything before a `:`. Channels have no names; they are numbered from 1. The
 * line before an image is a log line.
 */
export class FireWaterGrammar implements LineGrammar {
  private readonly keys: ColumnKey[] = [];

  parse(bytes: Buffer, start: number, end: number, fields: Fields): Verdict {
    if (imageBytes(bytes, start, end) > 0) return 'log';
    const colon = bytes.subarray(start, end).lastIndexOf(COLON);
    if (isReply(bytes.toString('latin1', start, Math.min(end, start + 8)))) return 'log';
    let bad: string | undefined;
    let at = start + colon + 1;
    for (let n = 1; at < end; n++) {
      const found = bytes.indexOf(COMMA, at);
      const to = found < 0 || found > end ? end : found;
      if (!this.value(bytes, at, to, fields))
        bad ??= `value ${String(n)}: "${quote(bytes, at, to)}" is not a number`;
      at = to + 1;
    }
    if (bad === undefined) return fields.count === 0 ? 'log' : 'telemetry';
    // Without any number it is text.
    return fields.count === 0 ? 'log' : { cause: 'decode', detail: bad };
  }

  private value(bytes: Buffer, from: number, to: number, fields: Fields): boolean {
    let start = from;
    let end = to;
    while (start < end && bytes[start] === 32) start++;
    while (end > start && bytes[end - 1] === 32) end--;
    const { count } = fields;
    if (!readField(bytes, start, end, fields.values, count)) return false;
    this.keys[count] ??= { name: `value ${String(count + 1)}`, unit: '' };
    return fields.add(start, end, this.keys[count]);
  }
}

function quote(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('utf8', from, Math.min(to, from + 40));
}
