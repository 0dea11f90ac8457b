import { FLOAT_TAIL, floatImageBytes, IMAGE_FRAME } from '../frame/justFloat';
import { PlainScanner } from '../frame/scanner';
import { MAX_COLUMNS, type Columns } from './columns';
import type { PayloadReader, PayloadVerdict } from './payload';

const TAIL_BYTES = FLOAT_TAIL.length;
const IMAGE_PREAMBLE_BYTES = 28;
const MAX_FLOATS = 1024;

/** JustFloat frames that were cut already: all before the tail is samples, whatever it looks like. */
export class CutFloatScanner extends PlainScanner {
  override scan(bytes: Uint8Array, at: number, end: number): number {
    const size = end - at - TAIL_BYTES;
    const hasTail = size > 0 && FLOAT_TAIL.every((byte, i) => bytes[end - TAIL_BYTES + i] === byte);
    if (!hasTail || size % 4 !== 0) {
      const detail = hasTail ? `${String(size)} bytes are no floats` : 'no tail at its end';
      return this.none(end - at, { cause: 'framing', detail });
    }
    const isImage =
      end - at === IMAGE_PREAMBLE_BYTES &&
      FLOAT_TAIL.every((byte, i) => bytes[end - 2 * TAIL_BYTES + i] === byte) &&
      floatImageBytes(bytes, at) > 0;
    this.id = isImage ? IMAGE_FRAME : 0;
    return this.found(bytes, at, end - TAIL_BYTES, end - at);
  }
}

/** Floats, named by their place or as the user named them; of IndexFloat the first says where the others begin. */
export class FloatPayload implements PayloadReader {
  private readonly kinds = new Map<number, number>();

  constructor(
    private readonly names: readonly string[],
    private readonly isIndexed: boolean,
    private readonly columns: Columns,
  ) {}

  read(body: Buffer, from: number, to: number, id: number, timeMs: number): PayloadVerdict {
    if (id === IMAGE_FRAME) return { log: imageText(body, from) };
    const first = this.isIndexed ? body.readFloatLE(from) : 0;
    const start = this.isIndexed ? from + 4 : from;
    const count = (to - start) / 4;
    if (!Number.isInteger(first) || first < 0 || first + count > MAX_FLOATS) {
      const detail = `${String(count)} channels from ${String(first)} on: at most ${String(MAX_FLOATS)}`;
      return { cause: 'length', detail };
    }
    if (count === 0) return 'blank';
    const { columns } = this;
    const kind = this.kindOf(first, count);
    if (kind < 0) {
      return { cause: 'decode', detail: `more than ${String(MAX_COLUMNS)} channels` };
    }
    columns.reserve(count);
    const { values, length } = columns;
    for (let n = 0, at = start; n < count; n++, at += 4) values[length + n] = body.readFloatLE(at);
    columns.commit(kind, count, timeMs);
    return 'telemetry';
  }

  private kindOf(first: number, count: number): number {
    const key = first * (MAX_FLOATS + 1) + count;
    let kind = this.kinds.get(key);
    if (kind === undefined) {
      const keys = Array.from({ length: count }, (_, n) => {
        const name = this.names[first + n] ?? `value ${String(first + n + 1)}`;
        return { name, unit: '' };
      });
      kind = this.columns.kindOf(keys);
      this.kinds.set(key, kind);
    }
    return kind;
  }
}

function imageText(body: Buffer, at: number): string {
  const [id, size, width, height, format] = [0, 4, 8, 12, 16].map((n) => body.readInt32LE(at + n));
  return `image ${id}: ${width} x ${height}, format ${format}, ${size} bytes skipped`;
}
