import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Resequencer } from '../../../src/pipeline/resequence';

describe('Resequencer', () => {
  it('emits in the order of issue, whatever the order of arrival', () => {
    const shuffled = fc
      .integer({ min: 0, max: 60 })
      .chain((n) => fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n }));
    fc.assert(
      fc.property(shuffled, (order) => {
        const out: number[] = [];
        const resequencer = new Resequencer<number>((n) => out.push(n));
        order.forEach(() => resequencer.issue());
        order.forEach((n, i) => {
          resequencer.put(n, n);
          assert.equal(out.length + resequencer.waiting, i + 1);
        });
        assert.deepEqual(out, [...Array(order.length).keys()]);
      }),
    );
  });

  it('holds back what came before its turn', () => {
    const out: string[] = [];
    const resequencer = new Resequencer<string>((s) => out.push(s));
    const [a, b] = [resequencer.issue(), resequencer.issue()];
    resequencer.put(b, 'b');
    assert.deepEqual(out, []);
    resequencer.put(a, 'a');
    assert.deepEqual(out, ['a', 'b']);
  });
});
