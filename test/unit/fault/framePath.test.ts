import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FramePath } from '../../../src/fault/framePath';
import type { Burst } from '../../../src/fault/stage';
import type { FaultKind, FaultSpec } from '../../../src/model';
import { fault } from '../../fixtures/faults';

const LF = 10;
const KINDS = ['badChecksum', 'repeatFrame', 'swapFrames', 'dropFrame'] as const;

class Bench {
  readonly bursts: Burst[] = [];
  out = '';
  sent = 0;
  readonly path = new FramePath((frames) => {
    this.out += latin1(frames);
  });
  private nextId = 1;

  add(spec: FaultSpec): number {
    this.path.add(this.nextId, spec, (bursts) => this.bursts.push(...bursts));
    return this.nextId++;
  }

  push(text: string, startMs = 0, endMs = 100): void {
    this.sent += text.length;
    const frames = Buffer.from(text, 'latin1');
    this.out += latin1(this.path.apply(frames, LF, { startMs, endMs }));
  }

  get unaccounted(): number {
    const { injected, dropped, held } = this.path;
    return this.sent + injected - dropped - held - this.out.length;
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

describe('FramePath', () => {
  it('gives each hit the time of its frame, as the decoder does', () => {
    const bench = new Bench();
    bench.add(fault('dropFrame', { probability: 1 }));
    bench.push('abc\nde\nfgh\n', 0, 110);
    assert.deepEqual(
      bench.bursts.map(({ timeMs, count }) => [Math.round(timeMs), count]),
      [
        [40, 1],
        [70, 1],
        [110, 1],
      ],
    );
  });

  it('takes a blank line for no frame', () => {
    for (const kind of KINDS) {
      const bench = new Bench();
      bench.add(fault(kind, { probability: 1 }));
      bench.push('\n\r\n\n');
      assert.equal(bench.out, '\n\r\n\n', kind);
      assert.deepEqual(bench.bursts, []);
    }
  });

  it('lets go of a held frame through the faults that come after', () => {
    const bench = new Bench();
    bench.add(fault('swapFrames', { probability: 1 }));
    bench.add(fault('repeatFrame', { probability: 1 }));
    bench.push('a\n');
    assert.equal(bench.out, '');
    assert.equal(bench.path.held, 2);
    bench.path.flush();
    assert.equal(bench.out, 'a\na\n');
    assert.equal(bench.unaccounted, 0);
  });

  it('counts a swap only when both frames have come', () => {
    const bench = new Bench();
    bench.add(fault('swapFrames', { probability: 1 }, { count: 1 }));
    bench.push('a\n');
    assert.equal(bench.bursts.length, 0);
    bench.push('b\nc\nd\n');
    assert.equal(bench.out, 'b\na\nc\nd\n');
    assert.equal(bench.bursts.length, 1);
  });

  it('accounts for every byte, whatever is armed and removed', () => {
    const kind = fc.constantFrom<FaultKind>(...KINDS);
    const step = fc.oneof(
      fc.array(fc.stringMatching(/^[a-z]{0,6}$/), { minLength: 1 }).map((l) => `${l.join('\n')}\n`),
      fc.constant(null),
    );
    fc.assert(
      fc.property(
        fc.array(kind, { maxLength: 4 }),
        fc.array(step, { maxLength: 20 }),
        (kinds, steps) => {
          const bench = new Bench();
          const ids = kinds.map((one) => bench.add(fault(one, { probability: 0.4 })));
          for (const one of steps) {
            if (one === null) bench.path.remove(ids.shift() ?? 0);
            else bench.push(one);
            assert.equal(bench.unaccounted, 0);
          }
          for (const id of ids) bench.path.remove(id);
          assert.equal(bench.unaccounted, 0);
          assert.equal(bench.path.held, 0);
        },
      ),
    );
  });
});
