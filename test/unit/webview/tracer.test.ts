import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Tracer, type Pen } from '../../../webview/plots/tracer';

type Stroke = readonly [kind: 'move' | 'line' | 'dot', x: number, y: number];

/** Notes what it is told, each place moved back by as much as it was moved. */
function pen(strokes: Stroke[], movedPx = 0): Pen {
  return {
    moveTo: (x, y) => strokes.push(['move', x + movedPx, y]),
    lineTo: (x, y) => strokes.push(['line', x + movedPx, y]),
    rect: (x, y) => strokes.push(['dot', x + movedPx, y]),
  };
}

/** A column for each pixel or two; undefined = a break. */
const columns = fc.array(
  fc.option(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 40 })), {
    nil: undefined,
    freq: 6,
  }),
  { maxLength: 40 },
);

type Columns = readonly (readonly [number, number] | undefined)[];

function trace(tracer: Tracer, list: Columns, from: number, to: number, movedPx = 0): void {
  for (let i = from; i < to; i++) {
    const column = list[i];
    if (column === undefined) tracer.endRun();
    else tracer.column(i, 8 * i - movedPx, column[0], column[0] - column[1], i % 2 === 1);
  }
}

describe('Tracer', () => {
  it('draws the same when it goes on somewhere else in the middle', () => {
    fc.assert(
      fc.property(columns, fc.nat(40), fc.nat(64), (list, cut, movedPx) => {
        const at = Math.min(cut, list.length);
        const whole: Stroke[] = [];
        const one = new Tracer(pen(whole), pen(whole));
        trace(one, list, 0, list.length);
        one.endRun();

        const kept: Stroke[] = [];
        const added: Stroke[] = [];
        const begin = new Tracer(pen(kept), pen(kept));
        trace(begin, list, 0, at);
        const end = begin.goOn(pen(added, movedPx), pen(added, movedPx), -movedPx);
        trace(end, list, at, list.length, movedPx);
        end.endRun();

        // A path that goes on begins where the other one ends.
        const last = kept.at(-1);
        const isJoined = at > 0 && list[at - 1] !== undefined;
        if (isJoined) assert.deepEqual(added[0], ['move', last?.[1], last?.[2]]);
        assert.deepEqual([...kept, ...added.slice(isJoined ? 1 : 0)], whole);
        assert.equal(begin.drawn + end.drawn, one.drawn);
        const gaps = [
          ...begin.gaps,
          ...end.gaps.map((gap) => {
            return { ...gap, fromX: gap.fromX + movedPx, toX: gap.toX + movedPx };
          }),
        ];
        assert.deepEqual(gaps, one.gaps);
      }),
    );
  });
});
