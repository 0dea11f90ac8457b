import type { Fields, LineGrammar, Verdict } from './fields';
import { MAX_NAME_BYTES, readField } from './words';

const MARK = 62;
const COLON = 58;
const COMMA = 44;

/** `>name:value,name:value` of badlogic's serial plotter; a name may hold anything but `:`. Other lines are log. */
export class BadlogicGrammar implements LineGrammar {
  parse(bytes: Buffer, start: number, end: number, fields: Fields): Verdict {
    if (bytes[start] !== MARK) return 'log';
    let at = start + 1;
    while (at < end) {
      const colon = bytes.indexOf(COLON, at);
      if (colon < 0 || colon >= end) return fields.count === 0 ? 'log' : refused(bytes, at, end);
      const comma = bytes.indexOf(COMMA, colon);
      const to = comma < 0 || comma > end ? end : comma;
      if (!pair(bytes, at, colon, to, fields)) return refused(bytes, at, to);
      at = to + 1;
    }
    return fields.count === 0 ? 'log' : 'telemetry';
  }
}

function pair(bytes: Buffer, from: number, colon: number, to: number, fields: Fields): boolean {
  const name = bytes.toString('utf8', from, colon).trim();
  if (name === '' || Buffer.byteLength(name) > MAX_NAME_BYTES) return false;
  let start = colon + 1;
  let end = to;
  while (start < end && bytes[start] === 32) start++;
  while (end > start && bytes[end - 1] === 32) end--;
  if (!readField(bytes, start, end, fields.values, fields.count)) return false;
  return fields.add(start, end, { name, unit: '' });
}

function refused(bytes: Buffer, from: number, to: number): Verdict {
  const text = bytes.toString('utf8', from, Math.min(to, from + 40));
  return { cause: 'decode', detail: `"${text}" is not name:number` };
}
