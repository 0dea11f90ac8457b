import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteList } from '../../../src/fault/byteList';
import { UartReceiver } from '../../../src/fault/wrongBaud';

function receive(sent: readonly number[], ratio: number): number[] {
  const receiver = new UartReceiver(ratio);
  const out = new ByteList(16);
  for (const byte of sent) receiver.push(byte, out);
  return [...out.take()];
}

/** The same by another way: the line as an array of bits, looked up at absolute times. */
function sampled(sent: readonly number[], ratio: number): number[] {
  const line = sent.flatMap((byte) => [
    0,
    ...Array.from({ length: 8 }, (_, i) => (byte >> i) & 1),
    1,
  ]);
  const bitTime = 1 / ratio;
  const read: number[] = [];
  for (let from = 0; from < line.length;) {
    const edge = line.findIndex((bit, i) => i >= from && bit === 0 && (line[i - 1] ?? 1) === 1);
    const at = (n: number) => Math.floor(edge + (n + 0.5) * bitTime);
    if (edge < 0) break;
    if (line[at(0)] === 1) {
      from = at(0) + 1;
      continue;
    }
    if (at(9) >= line.length) break;
    read.push(Array.from({ length: 8 }, (_, i) => line[at(i + 1)] << i).reduce((a, b) => a | b));
    from = at(9) + 1;
  }
  return read;
}

describe('UartReceiver', () => {
  it('reads every byte as it is at the same baud rate, and within 4 % of it', () => {
    const all = Array.from({ length: 256 }, (_, i) => i);
    for (const ratio of [1, 0.96, 1.04]) assert.deepEqual(receive(all, ratio), all, String(ratio));
  });

  it("reads what sampling the whole line at the receiver's bit times gives", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(255), { maxLength: 40 }),
        // No sample falls on an edge at these ratios, where rounding would decide.
        fc.integer({ min: 101, max: 10_090 }).map((n) => n / 1009),
        (sent, ratio) => {
          assert.deepEqual(receive(sent, ratio), sampled(sent, ratio));
        },
      ),
    );
  });

  it('reads each bit twice at twice the rate', () => {
    assert.deepEqual(receive([0xff], 2.01), [0xfe]);
    assert.deepEqual(receive([0x55], 2.01), [0b0110_0110]);
  });

  it('makes other bytes of most at a wrong rate', () => {
    const sent = [...Buffer.from('temp:23.5,rpm:1200\n'.repeat(10))];
    for (const ratio of [0.1, 0.5, 0.9, 1.2, 2, 10]) {
      const read = receive(sent, ratio);
      assert.notDeepEqual(read, sent, String(ratio));
    }
  });

  it('reads at most one byte per start bit that it sees', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(255), { maxLength: 50 }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (sent, ratio) => {
          // Five falling edges a byte at most.
          assert.ok(receive(sent, ratio).length <= sent.length * 5);
        },
      ),
    );
  });
});
