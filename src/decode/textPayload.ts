import type { Payload } from '../wireFormat';
import { MAX_COLUMNS, type Columns } from './columns';
import type { Fields, LineGrammar } from './fields';
import { SLACK_BYTES } from './lineShape';
import type { PayloadReader, PayloadVerdict } from './payload';
import { Shapes } from './shapes';
import { textDamage } from './words';

const LF = 10;
const HEX = /^(?:[0-9a-f]{2}[\s:,-]*)*$/i;
const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** Text between delimiters, plain, in hexadecimal or in base64, read by a line grammar. */
export class TextPayload implements PayloadReader {
  /** The text, an LF behind it, since numbers need a byte that ends them, and what may be looked at behind that. */
  private text = Buffer.alloc(256);
  private view = viewOf(this.text);
  private shapes = new Shapes();

  constructor(
    private readonly encoding: Extract<Payload, { kind: 'text' }>['encoding'],
    private readonly grammar: LineGrammar,
    private readonly fields: Fields,
    private readonly columns: Columns,
  ) {}

  read(body: Buffer, from: number, to: number, _id: number, timeMs: number): PayloadVerdict {
    const length = this.decode(body, from, to);
    if (length < 0) return { cause: 'decode', detail: `not ${this.encoding}` };
    const { text, fields } = this;
    let start = 0;
    let end = length;
    while (start < end && text[start] <= 32) start++;
    while (end > start && text[end - 1] <= 32) end--;
    if (start === end) return 'blank';
    text[end] = LF;
    if (this.readByShape(start, end, timeMs)) return 'telemetry';
    const detail = textDamage(text, start, end);
    if (detail !== undefined) return { cause: 'framing', detail };
    fields.clear();
    const verdict = this.grammar.parse(text, start, end, fields);
    if (verdict === 'telemetry') return this.keep(start, end, timeMs);
    if (verdict === 'log' || verdict === 'header') {
      // From here on the numbers have names of their own.
      if (verdict === 'header') this.shapes = new Shapes();
      return { log: text.toString('utf8', start, end) };
    }
    return verdict;
  }

  /** A text of the kind that is expected needs no grammar. */
  private readByShape(start: number, end: number, timeMs: number): boolean {
    const { text, view, columns, shapes } = this;
    const shape = shapes.expected;
    if (shape === undefined) return false;
    columns.reserve(shape.count);
    const behind = shape.match(view, text, start, columns.values, columns.length);
    if (behind !== end + 1 || !shape.open(columns)) return false;
    columns.commit(shape.kind, shape.count, timeMs);
    shapes.follow(shape);
    return true;
  }

  private keep(start: number, end: number, timeMs: number): PayloadVerdict {
    const { fields, columns } = this;
    const { count } = fields;
    const kind = columns.kindOf(fields.keys.slice(0, count));
    if (kind < 0) {
      return { cause: 'decode', detail: `more than ${String(MAX_COLUMNS)} channels` };
    }
    columns.reserve(count);
    columns.values.set(fields.values.subarray(0, count), columns.length);
    columns.commit(kind, count, timeMs);
    if (fields.isRegular && fields.allFinite) this.shapes.learn(this.text, start, end, fields);
    return 'telemetry';
  }

  /** The text into `text`; its length, -1 when it is not in this encoding. */
  private decode(body: Buffer, from: number, to: number): number {
    if (this.encoding === 'plain') {
      this.reserve(to - from);
      return body.copy(this.text, 0, from, to);
    }
    const coded = body.toString('latin1', from, to);
    if (!(this.encoding === 'hex' ? HEX : BASE64).test(coded)) return -1;
    const digits = coded.replace(this.encoding === 'hex' ? /[\s:,-]/g : /\s/g, '');
    this.reserve(digits.length);
    return this.text.write(digits, this.encoding);
  }

  private reserve(length: number): void {
    if (length + SLACK_BYTES + 1 <= this.text.length) return;
    this.text = Buffer.alloc(2 * length + SLACK_BYTES + 1);
    this.view = viewOf(this.text);
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}
