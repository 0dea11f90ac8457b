import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cobsDecode, cobsEncode } from '../../../src/decode/cobs';

function decode(frame: Uint8Array): number[] | undefined {
  const target = new Uint8Array(frame.length);
  const length = cobsDecode(frame, 0, frame.length, target);
  return length < 0 ? undefined : [...target.subarray(0, length)];
}

describe('COBS', () => {
  it('encodes the published examples', () => {
    const examples: [number[], number[]][] = [
      [[], [1, 0]],
      [[0], [1, 1, 0]],
      [
        [0, 0],
        [1, 1, 1, 0],
      ],
      [
        [0x11, 0, 0x22],
        [2, 0x11, 2, 0x22, 0],
      ],
      [
        [0x11, 0x22, 0, 0x33],
        [3, 0x11, 0x22, 2, 0x33, 0],
      ],
    ];
    for (const [payload, frame] of examples) {
      assert.deepEqual([...cobsEncode(Uint8Array.from(payload))], frame);
    }
  });

  it('encodes runs of 254 and more bytes without a needless block', () => {
    const run = (n: number): Uint8Array => new Uint8Array(n).fill(7);
    assert.deepEqual([...cobsEncode(run(254))], [255, ...run(254), 0]);
    assert.deepEqual([...cobsEncode(run(255))], [255, ...run(254), 2, 7, 0]);
    assert.deepEqual([...cobsEncode(Uint8Array.of(...run(254), 0))], [255, ...run(254), 1, 1, 0]);
  });

  it('gives back what was encoded, and no zero but the last', () => {
    const payloads = fc.oneof(
      fc.uint8Array({ maxLength: 600 }),
      fc.uint8Array({ maxLength: 600, min: 0, max: 1 }),
      fc.integer({ min: 240, max: 520 }).map((n) => new Uint8Array(n).fill(1)),
    );
    fc.assert(
      fc.property(payloads, (payload) => {
        const frame = cobsEncode(payload);
        assert.equal(frame.indexOf(0), frame.length - 1);
        assert.deepEqual(decode(frame.subarray(0, -1)), [...payload]);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses a code that points past the end and a zero inside', () => {
    assert.equal(decode(Uint8Array.of(5, 1, 2)), undefined);
    assert.equal(decode(Uint8Array.of(3, 0, 2)), undefined);
    assert.equal(decode(Uint8Array.of(0, 1)), undefined);
  });
});
