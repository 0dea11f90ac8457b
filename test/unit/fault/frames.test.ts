import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeJob } from '../../../src/decode/decode';
import { FrameFault } from '../../../src/fault/frames';
import type { FaultKind, WireFormat } from '../../../src/model';
import { fault } from '../../fixtures/faults';

const KINDS: FaultKind[] = ['badChecksum', 'repeatFrame', 'swapFrames', 'dropFrame'];
const LF = 10;

const lines = (count: number): Uint8Array =>
  new TextEncoder().encode(Array.from({ length: count }, (_, i) => `a:${i},b:${i}.5\n`).join(''));

function rejected(format: WireFormat, bytes: Uint8Array): number {
  const spans = Float64Array.of(bytes.length, 0, 1);
  return decodeJob({ format, bytes, spans }).rejectedFrames;
}

describe('frame faults', () => {
  it('do the same damage for the same seed, however the frames are cut into blocks', () => {
    const bytes = lines(60);
    const ends = [...bytes.keys()].filter((i) => bytes[i] === LF).map((i) => i + 1);
    const cuts = fc.subarray(ends.slice(0, -1));
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.nat(), cuts, (kind, seed, at) => {
        const run = (borders: readonly number[]) => {
          const one = new FrameFault(fault(kind, { probability: 0.2 }, { seed }));
          const out: number[] = [];
          let from = 0;
          let balance = 0;
          for (const to of [...borders, bytes.length]) {
            const damaged = one.apply(bytes.subarray(from, to), LF);
            out.push(...damaged.bytes);
            balance += damaged.inserted - damaged.dropped;
            from = to;
            assert.equal(to + balance, out.length + one.heldBytes);
          }
          return [...out, ...one.flush()];
        };
        assert.deepEqual(run(at), run([]));
      }),
    );
  });

  it('make every text frame they spoil unreadable', () => {
    for (const kind of ['keyValue', 'csv', 'teleplot'] as const) {
      const text = { keyValue: 'a:1,b:2\n', csv: '1,2\r\n', teleplot: '>a:1§V\n' }[kind];
      const bytes = new TextEncoder().encode(text.repeat(20));
      const { bytes: spoilt, hitsAt } = new FrameFault(
        fault('badChecksum', { probability: 1 }),
      ).apply(bytes, LF);
      assert.equal(hitsAt.length, 20);
      assert.equal(rejected({ kind }, spoilt), 20, kind);
    }
  });

  it('leave the framing of COBS whole, so that it is the checksum that fails', () => {
    const fields = [{ name: 'a', type: 'u8' } as const, { name: 'b', type: 'u16' } as const];
    const frame = Uint8Array.of(6, 1, 2, 3, 4, 5, 0);
    const bytes = Uint8Array.from({ length: 70 }, (_, i) => frame[i % frame.length]);
    const { bytes: spoilt } = new FrameFault(fault('badChecksum', { probability: 1 })).apply(
      bytes,
      0,
    );
    const batch = decodeJob({
      format: { kind: 'cobs', fields },
      bytes: spoilt,
      spans: Float64Array.of(spoilt.length, 0, 1),
    });
    assert.equal(batch.rejectedFrames, 10);
    assert.deepEqual([...new Set(batch.rejections.map(({ cause }) => cause))], ['checksum']);
  });

  it('repeat, drop and swap whole frames', () => {
    const of = (kind: FaultKind, maxHits: number) => {
      const one = new FrameFault(fault(kind, { probability: 1 }));
      const { bytes } = one.apply(new TextEncoder().encode('a\nb\nc\n'), LF, maxHits);
      return new TextDecoder().decode(bytes);
    };
    assert.equal(of('repeatFrame', 1), 'a\na\nb\nc\n');
    assert.equal(of('dropFrame', 2), 'c\n');
    assert.equal(of('swapFrames', 1), 'b\na\nc\n');
  });
});
