import assert from 'node:assert/strict';
import { Cursor } from '../../../webview/plots/cursor';

describe('Cursor', () => {
  it('follows the pointer until it leaves', () => {
    const cursor = new Cursor();
    assert.equal(cursor.shown, undefined);
    cursor.hover(10);
    assert.deepEqual(cursor.shown, { atMs: 10, fromMs: undefined });
    cursor.hover(undefined);
    assert.equal(cursor.shown, undefined);
  });

  it('is pinned by a click, then compares with what is hovered', () => {
    const cursor = new Cursor();
    cursor.hover(10);
    cursor.click(10);
    cursor.hover(undefined);
    assert.deepEqual(cursor.shown, { atMs: 10, fromMs: undefined });
    cursor.hover(25);
    assert.deepEqual(cursor.shown, { atMs: 25, fromMs: 10 });
  });

  it('has a second cursor, and begins anew with the third click', () => {
    const cursor = new Cursor();
    cursor.click(10);
    cursor.click(30);
    cursor.hover(99);
    assert.deepEqual(cursor.shown, { atMs: 30, fromMs: 10 });
    cursor.click(50);
    assert.deepEqual([cursor.aMs, cursor.bMs], [50, undefined]);
  });

  it('moves the cursor that was pinned last', () => {
    const cursor = new Cursor();
    cursor.moveTo(5);
    assert.equal(cursor.aMs, 5);
    cursor.click(10);
    cursor.moveTo(20);
    assert.deepEqual([cursor.aMs, cursor.bMs], [5, 20]);
  });

  it('says whether there was anything to unpin', () => {
    const cursor = new Cursor();
    assert.equal(cursor.clear(), false);
    cursor.click(10);
    assert.equal(cursor.clear(), true);
    assert.equal(cursor.pinned, false);
  });
});
