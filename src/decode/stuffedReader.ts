import { Check } from '../frame/checksum';
import type { Checksum } from '../wireFormat';
import type { FrameClock } from './clock';
import { cobsDecode } from './cobs';
import type { Ledger, Refusal } from './ledger';
import type { PayloadReader } from './payload';
import { slipDecode, SLIP_END } from './slip';

/** Takes the stuffing off one frame; see `cobsDecode`. */
export type Unstuff = typeof cobsDecode;

/** COBS and SLIP with any checksum: frames between delimiters that the payload cannot hold. */
export class StuffedReader {
  private readonly check: Check | undefined;
  private readonly delimiter: number;
  private readonly unstuff: Unstuff;
  private plain = Buffer.alloc(0);

  constructor(
    private readonly kind: 'cobs' | 'slip',
    checksum: Checksum | null,
    private readonly bytes: Buffer,
    private readonly payload: PayloadReader,
    private readonly ledger: Ledger,
    private readonly clock: FrameClock,
  ) {
    this.check = checksum === null ? undefined : new Check(checksum);
    this.delimiter = kind === 'cobs' ? 0 : SLIP_END;
    this.unstuff = kind === 'cobs' ? cobsDecode : slipDecode;
  }

  /** Reads all frames; a last one without its delimiter is read as if it had one. */
  read(): void {
    const { bytes, ledger, clock, delimiter } = this;
    let at = 0;
    while (at < bytes.length) {
      let end = at;
      while (end < bytes.length && bytes[end] !== delimiter) end++;
      const behind = Math.min(end + 1, bytes.length);
      if (end === at) ledger.blank(behind - at);
      else this.readFrame(at, end, behind, clock.timeAt(behind));
      at = behind;
    }
  }

  private readFrame(at: number, end: number, behind: number, timeMs: number): void {
    const { ledger } = this;
    if (end - at > this.plain.length) this.plain = Buffer.alloc(2 * (end - at));
    const decoded = this.unstuff(this.bytes, at, end, this.plain);
    const length = decoded - (this.check?.bytes ?? 0);
    const refusal = this.checkFrame(decoded, length);
    if (refusal !== undefined) {
      ledger.refuse(refusal, at, behind, timeMs);
      return;
    }
    const verdict = this.payload.read(this.plain, 0, length, 0, timeMs);
    if (verdict === 'telemetry') ledger.good(behind - at, timeMs);
    else if (verdict === 'blank') ledger.blank(behind - at);
    else if ('log' in verdict) {
      const text = Buffer.from(verdict.log);
      ledger.line(behind - at, timeMs, text, 0, text.length);
    } else ledger.refuse(verdict, at, behind, timeMs);
  }

  private checkFrame(decoded: number, length: number): Refusal | undefined {
    if (decoded < 0) return { cause: 'framing', detail: `not ${this.kind.toUpperCase()}` };
    if (length < 0) return { cause: 'framing', detail: 'too short for a checksum' };
    const { check, plain } = this;
    if (check === undefined) return undefined;
    const found = check.read(plain, length);
    const expected = check.compute(plain, 0, length);
    return found === expected
      ? undefined
      : { cause: 'checksum', detail: check.difference(found, expected) };
  }
}
