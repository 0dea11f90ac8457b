import type { Fixture } from './fixtures';

export const MAX_INPUT = 240;

/** xorshift: the same inputs in every run. */
export class Random {
  constructor(private x: number) {}
  below(n: number): number {
    this.x ^= this.x << 13;
    this.x ^= this.x >>> 17;
    this.x ^= this.x << 5;
    return (this.x >>> 0) % n;
  }
}

/** Bytes that mean something in one format or another. */
const TELLING = [
  0, 10, 13, 34, 44, 58, 59, 62, 91, 123, 124, 0x55, 0x7e, 0x7f, 0x80, 0x81, 0xaa, 0xc0, 0xdb, 0xff,
];

/** A piece of a stream with one to four things done to it, at most MAX_INPUT bytes in `target`; returns how many. */
export function mutated(
  seeds: readonly Fixture[],
  fixture: Fixture,
  random: Random,
  target: Buffer,
): number {
  const { bytes } = fixture;
  const from = random.below(bytes.length);
  let length = bytes.copy(target, 0, from, Math.min(bytes.length, from + 20 + random.below(140)));
  for (let n = random.below(4); n >= 0; n--) {
    const at = random.below(length + 1);
    const size = 1 + random.below(8);
    switch (random.below(6)) {
      case 0:
        target[at] = random.below(256);
        length = Math.max(length, at + 1);
        break;
      case 1:
        target[at] = TELLING[random.below(TELLING.length)];
        length = Math.max(length, at + 1);
        break;
      case 2:
        target.copyWithin(at, at + size, Math.max(at + size, length));
        length = Math.max(at, length - size);
        break;
      case 3:
        target.copyWithin(at + size, at, length);
        length += size;
        break;
      case 4:
        target[at] ^= 1 << random.below(8);
        length = Math.max(length, at + 1);
        break;
      default: {
        const other = seeds[random.below(seeds.length)].bytes;
        length =
          at +
          other.copy(target, at, random.below(other.length), random.below(other.length) + size);
      }
    }
    if (length > MAX_INPUT - 16) length = MAX_INPUT - 16;
  }
  return length;
}
