import type { Checksum } from '../wireFormat';

/** Computes and reads one kind of checksum; the working tables are made once. */
export class Check {
  /** Bytes it takes on the wire. */
  readonly bytes: number;
  private readonly table: Uint32Array;
  private readonly mask: number;
  private readonly start: number;

  constructor(readonly spec: Checksum) {
    const { width, reflectIn, init, algorithm, polynomial } = spec;
    this.bytes = Math.ceil(width / 8);
    this.mask = width === 32 ? 0xffffffff : 2 ** width - 1;
    this.table = new Uint32Array(algorithm === 'crc' ? 256 : 0);
    this.start = reflectIn ? reflected(init, width) : init;
    for (let byte = 0; byte < this.table.length; byte++) {
      this.table[byte] = reflectIn
        ? shiftedRight(byte, reflected(polynomial, width))
        : shiftedLeft(byte, polynomial, width) & this.mask;
    }
  }

  /** The checksum of [from, to), from 0 to 2^width - 1. */
  compute(bytes: Uint8Array, from: number, to: number): number {
    switch (this.spec.algorithm) {
      case 'crc':
        return this.crc(bytes, from, to);
      case 'sum':
        return this.sum(bytes, from, to);
      case 'xor':
        return this.xor(bytes, from, to);
      case 'fletcher16':
        return fletcher16(bytes, from, to);
      case 'adler32':
        return adler32(bytes, from, to);
    }
  }

  /** What stands at `at` for a checksum. */
  read(bytes: Uint8Array, at: number): number {
    let value = 0;
    for (let i = 0; i < this.bytes; i++) {
      const from = this.spec.order === 'big' ? at + i : at + this.bytes - 1 - i;
      value = value * 256 + bytes[from];
    }
    return value;
  }

  /** Writes `value` as it stands on the wire. */
  write(bytes: Uint8Array, at: number, value: number): void {
    let rest = value;
    for (let i = 0; i < this.bytes; i++) {
      const to = this.spec.order === 'big' ? at + this.bytes - 1 - i : at + i;
      bytes[to] = rest & 255;
      rest = Math.floor(rest / 256);
    }
  }

  /** `checksum 3f21, expected 29b1`. */
  difference(found: number, expected: number): string {
    const hex = (value: number): string => value.toString(16).padStart(this.bytes * 2, '0');
    return `checksum ${hex(found)}, expected ${hex(expected)}`;
  }

  private crc(bytes: Uint8Array, from: number, to: number): number {
    const { table } = this;
    const { width, reflectIn, reflectOut, xorOut } = this.spec;
    let crc = this.start;
    if (reflectIn) {
      for (let i = from; i < to; i++) crc = (crc >>> 8) ^ table[(crc ^ bytes[i]) & 255];
    } else {
      const top = width - 8;
      for (let i = from; i < to; i++) crc = (crc << 8) ^ table[((crc >>> top) ^ bytes[i]) & 255];
    }
    crc = (crc & this.mask) >>> 0;
    if (reflectIn !== reflectOut) crc = reflected(crc, width);
    return (crc ^ xorOut) >>> 0;
  }

  private sum(bytes: Uint8Array, from: number, to: number): number {
    let sum = this.spec.init;
    for (let i = from; i < to; i++) sum = (sum + bytes[i]) | 0;
    return ((sum ^ this.spec.xorOut) & this.mask) >>> 0;
  }

  private xor(bytes: Uint8Array, from: number, to: number): number {
    let xor = this.spec.init;
    for (let i = from; i < to; i++) xor ^= bytes[i];
    return ((xor ^ this.spec.xorOut) & this.mask) >>> 0;
  }
}

function shiftedRight(byte: number, polynomial: number): number {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? polynomial : 0);
  return crc;
}

function shiftedLeft(byte: number, polynomial: number, width: number): number {
  // In the topmost bits, so that any width from 8 on takes the same steps.
  let crc = byte << 24;
  const aligned = polynomial << (32 - width);
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x80000000 ? aligned : 0);
  return crc >>> (32 - width);
}

function reflected(value: number, width: number): number {
  let result = 0;
  for (let bit = 0; bit < width; bit++) if ((value >>> bit) & 1) result |= 1 << (width - 1 - bit);
  return result >>> 0;
}

function fletcher16(bytes: Uint8Array, from: number, to: number): number {
  let low = 0;
  let high = 0;
  for (let i = from; i < to; i++) {
    low = (low + bytes[i]) % 255;
    high = (high + low) % 255;
  }
  return high * 256 + low;
}

function adler32(bytes: Uint8Array, from: number, to: number): number {
  let low = 1;
  let high = 0;
  for (let i = from; i < to; i++) {
    low = (low + bytes[i]) % 65521;
    high = (high + low) % 65521;
  }
  return high * 65536 + low;
}
