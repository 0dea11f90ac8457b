/**
 * Uniform random numbers from a 32-bit seed: sfc32 (Chris Doty-Humphrey's PractRand, public domain). The same
 * seed gives the same numbers on every machine.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number) {
    this.a = seed >>> 0;
    this.b = 0x9e3779b9;
    this.c = 0x243f6a88;
    // The first numbers of seeds that differ in one bit would be alike.
    for (let i = 0; i < 12; i++) this.word();
  }

  /** From 0, below 1. */
  next(): number {
    return this.word() / 0x1_0000_0000;
  }

  /** A whole number from 0, below `bound`. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** Normally distributed, mean 0, deviation 1: the polar form of Box and Muller. */
  normal(): number {
    for (;;) {
      const x = 2 * this.next() - 1;
      const y = 2 * this.next() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  /**
   * How many trials fail before one of probability `p` succeeds: geometric. One draw a hit instead of one
   * a byte, so that a rare fault costs nothing between its hits.
   */
  skip(p: number): number {
    if (p >= 1) return 0;
    if (p <= 0) return Infinity;
    return Math.floor(Math.log1p(-this.next()) / Math.log1p(-p));
  }

  private word(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
