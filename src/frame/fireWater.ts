import { DelimitedScanner } from './delimited';

const LF = 10;
const IMAGE = /^image:(\d+),(\d{1,9}),(\d+),(\d+),(\d+)\s*$/;
const MAX_PREAMBLE_BYTES = 80;
const MAX_IMAGE_BYTES = 1 << 28;

/** Lines; behind `image:ID,SIZE,W,H,FORMAT` lie SIZE bytes that are no lines. */
export class FireWaterScanner extends DelimitedScanner {
  override readonly delimiter = LF;

  constructor() {
    super({ start: [], end: [LF], checksum: null, checksumPlace: 'afterEnd' }, true);
  }

  protected override accept(bytes: Uint8Array, from: number, to: number, length: number): number {
    this.imageBytes = imageBytes(bytes, from, to);
    return super.accept(bytes, from, to, length);
  }
}

/** The size that a FireWater image preamble at [from, to) announces; 0 for any other line. */
export function imageBytes(bytes: Uint8Array, from: number, to: number): number {
  // i and m: one comparison spares telemetry the rest.
  if (bytes[from] !== 105 || bytes[from + 1] !== 109 || to - from > MAX_PREAMBLE_BYTES) return 0;
  const line = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
  const match = IMAGE.exec(line);
  const size = match === null ? 0 : Number(match[2]);
  return size <= MAX_IMAGE_BYTES ? size : 0;
}
