import type { Chunk, FaultSpec } from '../model';
import { ByteList } from './byteList';
import { Continuous } from './continuous';
import type { ByteStage, StageOutput } from './stage';

/** Where a receiver's next sample falls: on the start bit, on data bits 0 to 7, on the stop bit. */
const START = -1;
const STOP = 8;

/**
 * What a UART reads at `ratio` times the sender's baud rate, 8N1, from bytes sent without a pause: it waits for a falling
 * edge, looks again in the middle of the start bit, samples the middle of each of its own bits, and takes the byte
 * whatever its stop bit is. The line itself is what goes on from byte to byte, so chunks may be cut in any way.
 */
export class UartReceiver {
  /** Bit time of the receiver in bit times of the sender. */
  private readonly bitTime: number;
  private line = 1;
  private isReading = false;
  private bit = START;
  private byte = 0;
  /** From the beginning of the sender's running bit to the next sample, in bit times of the sender. */
  private untilSample = 0;

  constructor(ratio: number) {
    this.bitTime = 1 / ratio;
  }

  /** Takes one byte off the line; what it completes goes to `out`. */
  push(byte: number, out: ByteList): void {
    this.hold(0, out);
    for (let i = 0; i < 8; i++) this.hold((byte >> i) & 1, out);
    this.hold(1, out);
  }

  /** The line has this level for one bit of the sender. */
  private hold(level: number, out: ByteList): void {
    if (!this.isReading && level === 0 && this.line === 1) {
      this.isReading = true;
      this.bit = START;
      this.byte = 0;
      this.untilSample = this.bitTime / 2;
    }
    this.line = level;
    while (this.isReading && this.untilSample < 1) this.sample(level, out);
    this.untilSample -= 1;
  }

  private sample(level: number, out: ByteList): void {
    if (this.bit === STOP) out.push(this.byte);
    else if (this.bit >= 0) this.byte |= level << this.bit;
    // A start bit that is over before its middle was none.
    this.isReading = this.bit === START ? level === 0 : this.bit < STOP;
    this.bit++;
    this.untilSample += this.bitTime;
  }
}

/** What a receiver at another baud rate makes of the bytes. */
export class WrongBaudStage implements ByteStage {
  readonly heldBytes = 0;
  private readonly receiver: UartReceiver;
  private readonly acting: Continuous;

  constructor(
    spec: FaultSpec,
    private readonly out: StageOutput,
  ) {
    this.receiver = new UartReceiver(spec.parameters.ratio);
    this.acting = new Continuous(out.hit);
  }

  push({ timeMs, bytes }: Chunk): void {
    const received = new ByteList(bytes.length);
    let inserted = 0;
    let dropped = 0;
    for (const byte of bytes) {
      const before = received.length;
      this.receiver.push(byte, received);
      const made = received.length - before;
      if (made === 0) dropped++;
      else inserted += made - 1;
    }
    this.acting.acts(timeMs);
    if (inserted > 0) this.out.inserted(inserted);
    if (dropped > 0) this.out.dropped(dropped);
    if (received.length > 0) this.out.emit({ timeMs, bytes: received.take() });
  }

  flush(): void {
    // It holds nothing: a byte is counted when its own bits are over.
  }
}
