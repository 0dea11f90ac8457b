import type { FrameClock } from './clock';
import type { Samples } from './columns';
import { crc16 } from './crc';
import type { FrameTable } from './frameTable';
import type { Ledger, Refusal } from './ledger';
import { PackedColumns } from './packedColumns';
import type { PlainField } from './plainSchema';
import { isReply } from './words';

const CRC_BYTES = 2;
/** A block of COBS holds at most this many bytes behind its code byte. */
const MAX_RUN = 254;

/**
 * Reads COBS frames whose payload is the schema's fields, little-endian, and CRC-16 behind them. Frames are
 * unstuffed into a table; what they hold is read from there column by column, one loop for each field.
 */
export class CobsReader {
  private readonly schema: PackedColumns;
  /** Where the frame that was unstuffed last ended: at its 00, or at the end of the bytes. */
  private end = 0;

  constructor(
    schema: readonly PlainField[],
    private readonly bytes: Buffer,
    private readonly table: FrameTable,
    private readonly ledger: Ledger,
    private readonly clock: FrameClock,
  ) {
    this.schema = new PackedColumns(schema);
    table.begin(this.schema.bytes + CRC_BYTES, bytes.length);
  }

  /** Reads all frames; a last one without its 00 is read as if it had one. */
  read(spare: ArrayBuffer | undefined): Samples {
    const { bytes, ledger } = this;
    for (let at = 0; at < bytes.length;) {
      at = this.readGood(at);
      if (at === bytes.length) break;
      if (bytes[at] !== 0) {
        at = this.readOther(at);
      } else {
        ledger.blank(1);
        at++;
      }
    }
    return this.schema.read(this.table, spare);
  }

  /** Reads on while frames are whole and of the schema; the offset of the first byte that is not. */
  private readGood(from: number): number {
    const { bytes, table, ledger, clock } = this;
    const { stride, times, bytes: rows } = table;
    const { bytes: payload } = this.schema;
    const first = table.rows;
    let at = from;
    while (at < bytes.length && bytes[at] !== 0) {
      const to = table.rows * stride;
      if (this.unstuff(at, to) !== payload + CRC_BYTES) break;
      const found = rows[to + payload] | (rows[to + payload + 1] << 8);
      if (found !== crc16(rows, to, to + payload) || this.isText(to, payload)) break;
      at = Math.min(this.end + 1, bytes.length);
      // Where it ends, for now: the clock is asked once for all of them.
      times[table.rows++] = at;
    }
    if (table.rows === first) return at;
    clock.toTimes(times, first, table.rows);
    ledger.goodRun(table.rows - first, at - from, times[table.rows - 1]);
    return at;
  }

  /** A frame that is refused, or holds text; the offset behind it. */
  private readOther(at: number): number {
    const { table, ledger } = this;
    const to = table.rows * table.stride;
    const length = this.unstuff(at, to) - CRC_BYTES;
    const behind = Math.min(this.end + 1, this.bytes.length);
    const timeMs = this.clock.timeAt(behind);
    const refusal = this.check(to, length);
    if (refusal !== undefined) {
      ledger.refuse(refusal, at, behind, timeMs);
    } else if (this.isText(to, length)) {
      ledger.line(behind - at, timeMs, table.bytes, to, to + length);
    } else {
      const detail = `payload of ${String(length)} bytes, the schema has ${String(this.schema.bytes)}`;
      ledger.refuse({ cause: 'length', detail }, at, behind, timeMs);
    }
    return behind;
  }

  /** Unstuffs the frame at `at` into the table from `to` on; its length, or -1 when it is no COBS. */
  private unstuff(at: number, to: number): number {
    const { bytes } = this;
    const { bytes: target } = this.table;
    const { length } = bytes;
    let read = at;
    let written = to;
    for (;;) {
      const code = bytes[read++];
      const blockEnd = read + code - 1;
      if (blockEnd > length) {
        const zero = bytes.indexOf(0, read);
        this.end = zero < 0 ? length : zero;
        return -1;
      }
      for (; read < blockEnd; read++) {
        const byte = bytes[read];
        if (byte === 0) {
          this.end = read;
          return -1;
        }
        target[written++] = byte;
      }
      if (read === length || bytes[read] === 0) {
        this.end = read;
        return written - to;
      }
      if (code <= MAX_RUN) target[written++] = 0;
    }
  }

  private check(at: number, length: number): Refusal | undefined {
    if (length < 0) {
      const detail = length === -1 - CRC_BYTES ? 'not COBS' : 'too short for a checksum';
      return { cause: 'framing', detail };
    }
    const { bytes } = this.table;
    const found = bytes[at + length] | (bytes[at + length + 1] << 8);
    const expected = crc16(bytes, at, at + length);
    if (found === expected) return undefined;
    return { cause: 'checksum', detail: `checksum ${hex(found)}, expected ${hex(expected)}` };
  }

  /** Answers and events come as text in frames of their own. */
  private isText(at: number, length: number): boolean {
    const { bytes } = this.table;
    // B, E, O and S begin all of them: one comparison spares telemetry the rest.
    const first = bytes[at];
    if (first !== 66 && first !== 69 && first !== 79 && first !== 83) return false;
    // A device prints its answers with the end of a line.
    let end = at + length;
    while (end > at && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
    for (let i = at; i < end; i++) if (bytes[i] < 32 || bytes[i] > 126) return false;
    const text = bytes.toString('latin1', at, end);
    return isReply(text) && (length !== this.schema.bytes || /^[A-Z]+:/.test(text));
  }
}

function hex(crc: number): string {
  return crc.toString(16).padStart(4, '0');
}
