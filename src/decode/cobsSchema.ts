import type { SchemaField } from '../model';
import type { FrameClock } from './clock';
import { cobsDecode } from './cobs';
import { MAX_COLUMNS, type ColumnKey, type Columns } from './columns';
import { crc16 } from './crc';
import type { Ledger, Refusal } from './ledger';
import { isReply } from './words';

const CRC_BYTES = 2;
const SIZES = { u8: 1, i8: 1, u16: 2, i16: 2, u32: 4, i32: 4, f32: 4, f64: 8 } as const;

interface PackedField {
  readonly key: ColumnKey;
  readonly at: number;
  readonly type: SchemaField['type'];
  readonly scale: number;
  readonly offset: number;
}

/** Reads COBS frames whose payload is the schema's fields, little-endian, and CRC-16 behind them. */
export class CobsReader {
  private readonly fields: readonly PackedField[];
  private readonly kind: number;
  private readonly expected: number;
  /** The payload and checksum of one frame, and the same bytes as numbers. */
  private frame = Buffer.alloc(0);
  private view = new DataView(this.frame.buffer);

  constructor(
    schema: readonly SchemaField[],
    private readonly bytes: Buffer,
    private readonly columns: Columns,
    private readonly ledger: Ledger,
    private readonly clock: FrameClock,
  ) {
    let at = 0;
    const packed = schema.map(({ name, type, unit = '', scale = 1, offset = 0 }) => {
      const field = { key: { name, unit }, at, type, scale, offset };
      at += SIZES[type];
      return field;
    });
    // A schema with more fields than a batch has columns keeps the first.
    this.fields = packed.slice(0, MAX_COLUMNS);
    this.kind = columns.kindOf(this.fields.map((field) => field.key));
    this.expected = at;
    this.makeRoom(this.expected + CRC_BYTES + 1);
  }

  /** Reads all frames; a last one without its 00 is read as if it had one. */
  read(): void {
    const { bytes, ledger, clock } = this;
    let at = 0;
    while (at < bytes.length) {
      // Frames are short: a loop finds the end sooner than a native call returns.
      let end = at;
      while (end < bytes.length && bytes[end] !== 0) end++;
      const behind = Math.min(end + 1, bytes.length);
      if (end === at) ledger.blank(behind - at);
      else this.readFrame(at, end, behind, clock.timeAt(behind));
      at = behind;
    }
  }

  private readFrame(at: number, end: number, behind: number, timeMs: number): void {
    if (end - at > this.frame.length) this.makeRoom(2 * (end - at));
    const length = cobsDecode(this.bytes, at, end, this.frame) - CRC_BYTES;
    const refusal = this.check(length);
    if (refusal !== undefined) {
      this.ledger.refuse(refusal, at, behind, timeMs);
    } else if (this.isText(length)) {
      this.ledger.line(behind - at, timeMs, this.frame, 0, length);
    } else if (length !== this.expected) {
      const detail = `payload of ${String(length)} bytes, the schema has ${String(this.expected)}`;
      this.ledger.refuse({ cause: 'length', detail }, at, behind, timeMs);
    } else {
      this.readFields();
      this.columns.commit(this.kind, this.fields.length, timeMs);
      this.ledger.good(behind - at, timeMs);
    }
  }

  private makeRoom(bytes: number): void {
    const scratch = new ArrayBuffer(bytes);
    this.frame = Buffer.from(scratch);
    this.view = new DataView(scratch);
  }

  private readFields(): void {
    const { columns, fields } = this;
    columns.reserve(fields.length);
    const { values, length } = columns;
    for (let n = 0; n < fields.length; n++) {
      const { at, type, scale, offset } = fields[n];
      values[length + n] = this.raw(at, type) * scale + offset;
    }
  }

  private check(length: number): Refusal | undefined {
    if (length < 0) {
      const detail = length === -1 - CRC_BYTES ? 'not COBS' : 'too short for a checksum';
      return { cause: 'framing', detail };
    }
    const found = this.frame[length] | (this.frame[length + 1] << 8);
    const expected = crc16(this.frame, 0, length);
    if (found === expected) return undefined;
    return { cause: 'checksum', detail: `checksum ${hex(found)}, expected ${hex(expected)}` };
  }

  /** Answers and events come as text in frames of their own. */
  private isText(length: number): boolean {
    const { frame } = this;
    // B, E, O and S begin all of them: one comparison spares telemetry the rest.
    const first = frame[0];
    if (first !== 66 && first !== 69 && first !== 79 && first !== 83) return false;
    // A device prints its answers with the end of a line.
    let end = length;
    while (end > 0 && (frame[end - 1] === 10 || frame[end - 1] === 13)) end--;
    for (let i = 0; i < end; i++) if (frame[i] < 32 || frame[i] > 126) return false;
    const text = frame.toString('latin1', 0, end);
    return isReply(text) && (length !== this.expected || /^[A-Z]+:/.test(text));
  }

  private raw(at: number, type: SchemaField['type']): number {
    const { view } = this;
    switch (type) {
      case 'f32':
        return view.getFloat32(at, true);
      case 'f64':
        return view.getFloat64(at, true);
      case 'u8':
        return view.getUint8(at);
      case 'i8':
        return view.getInt8(at);
      case 'u16':
        return view.getUint16(at, true);
      case 'i16':
        return view.getInt16(at, true);
      case 'u32':
        return view.getUint32(at, true);
      case 'i32':
        return view.getInt32(at, true);
    }
  }
}

function hex(crc: number): string {
  return crc.toString(16).padStart(4, '0');
}
