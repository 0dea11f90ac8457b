import assert from 'node:assert/strict';
import fc from 'fast-check';
import { placeReadOut, type Band, type Placing } from '../../../webview/plots/readOutPlace';

const area = { left: 60, right: 560, top: 0, bottom: 200 };

const placing = (changes: Partial<Placing> = {}): Placing => ({
  widthPx: 120,
  heightPx: 40,
  cursorX: 200,
  area,
  y: undefined,
  curves: () => [],
  ...changes,
});

describe('the place of the read-out', () => {
  it('is right of the cursor, and left of it where that does not fit', () => {
    assert.equal(placeReadOut(placing()).x, 210);
    assert.equal(placeReadOut(placing({ cursorX: 500 })).x, 370);
  });

  it('is between the curves', () => {
    const curves = [
      { top: 20, bottom: 25 },
      { top: 150, bottom: 160 },
    ];
    const { y } = placeReadOut(placing({ curves: () => curves }));
    assert.ok(y > 25 && y + 40 < 150, String(y));
  });

  it('is left of the cursor when only there is room between the curves', () => {
    const curves = (fromX: number): Band[] => (fromX >= 200 ? [{ top: 0, bottom: 200 }] : []);
    assert.equal(placeReadOut(placing({ curves })).x, 70);
  });

  it('stays where it is while it covers nothing', () => {
    assert.equal(placeReadOut(placing({ y: 100 })).y, 100);
    const curves = () => [{ top: 110, bottom: 112 }];
    assert.notEqual(placeReadOut(placing({ y: 100, curves })).y, 100);
  });

  it('covers least where there is no room', () => {
    const curves = () => [
      { top: 0, bottom: 100 },
      { top: 110, bottom: 170 },
    ];
    assert.equal(placeReadOut(placing({ curves })).y, 156);
  });

  it('is never over a line while there is room for it', () => {
    const curve = fc
      .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 30 }))
      .map(([top, height]) => ({ top, bottom: top + height }));
    fc.assert(
      fc.property(fc.array(curve, { maxLength: 2 }), (curves) => {
        const { x, y } = placeReadOut(placing({ curves: () => curves }));
        assert.ok(x >= area.left && x + 120 <= area.right);
        // Two curves of 30 and their air leave at least one hole of 40.
        for (const { top, bottom } of curves) assert.ok(y + 40 <= top || y >= bottom);
      }),
    );
  });
});
