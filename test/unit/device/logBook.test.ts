import assert from 'node:assert/strict';
import { LogBook } from '../../../src/device/logBook';

const line = (n: number) => ({ timeMs: n, text: `line ${String(n)}` });

describe('LogBook', () => {
  it('keeps lines with their times, oldest first', () => {
    const book = new LogBook();
    book.add([line(1), line(2)], 2);
    book.add([line(3)], 1);
    assert.deepEqual(book.all, [line(1), line(2), line(3)]);
    assert.deepEqual(book.last(2), [line(2), line(3)]);
    assert.equal(book.total, 3);
  });

  it('lets the oldest go when its memory is full, and goes on counting', () => {
    const book = new LogBook(10_000);
    for (let n = 0; n < 5000; n++) book.add([line(n)], 1);
    assert.equal(book.total, 5000);
    assert.ok(book.length > 50 && book.length < 100, String(book.length));
    assert.deepEqual(book.last(1), [line(4999)]);
    assert.equal(book.all[0].timeMs, 5000 - book.length);
    assert.deepEqual(book.last(1000), book.all);
  });

  it('counts lines that were not handed on', () => {
    const book = new LogBook();
    book.add([line(1)], 7);
    assert.equal(book.total, 7);
    assert.equal(book.length, 1);
  });
});
