/** Numbers from 0 up to, not including, 1. */
export type Random = () => number;

/** A repeatable sequence: the same seed and stream number give the same numbers on every machine. */
export function createRandom(seed: number, stream: number): Random {
  // Mixed first, so that neighbouring seeds and streams have nothing in common. Never 0: it would stay 0.
  let state = mix(mix(seed >>> 0) ^ Math.imul(stream + 1, 0x9e3779b1)) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
