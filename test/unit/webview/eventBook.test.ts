import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TelemetryEvent } from '../../../src/model';
import { EventBook, MAX_EVENTS_PER_DEVICE } from '../../../webview/eventBook';

const note = (number: number, timeMs: number, more: Partial<TelemetryEvent> = {}) => ({
  number,
  deviceId: 'motor',
  timeMs,
  lastMs: timeMs,
  count: 1,
  fact: { kind: 'note' as const, text: `n${number}` },
  ...more,
});

const apply = (book: EventBook, events: readonly TelemetryEvent[], whole = false) => {
  book.apply({ type: 'events', whole, events });
};

const numbers = (events: readonly TelemetryEvent[]) => events.map(({ number }) => number);

describe('EventBook', () => {
  it('replaces an event that is sent again with its number', () => {
    const book = new EventBook();
    apply(book, [note(1, 10), note(2, 20)]);
    apply(book, [note(2, 20, { lastMs: 90, count: 7 }), note(3, 95)]);
    assert.deepEqual(numbers(book.all), [1, 2, 3]);
    assert.equal(book.all[1].count, 7);
  });

  it('lets a halt that lasts still touch every later time, until it is over', () => {
    const book = new EventBook();
    const halt = { kind: 'debug', act: 'halted', session: 's', seenBy: 'adapter' } as const;
    apply(book, [note(1, 10, { fact: { ...halt, open: true } }), note(2, 500)]);
    assert.deepEqual(numbers(book.between(900, 1000)), [1]);
    apply(book, [note(1, 10, { lastMs: 600, fact: halt })]);
    assert.deepEqual(numbers(book.between(900, 1000)), []);
    assert.deepEqual(numbers(book.between(550, 1000)), [1]);
  });

  it('sorts a mark that was set in the past by its time', () => {
    const book = new EventBook();
    apply(book, [note(1, 10), note(2, 20), note(3, 12)]);
    assert.deepEqual(numbers(book.of('motor')), [1, 3, 2]);
    apply(book, [note(2, 20, { count: 2 })]);
    assert.deepEqual(numbers(book.all), [1, 3, 2]);
  });

  it('merges devices in time and keeps them apart by id', () => {
    const book = new EventBook();
    apply(book, [note(1, 10), note(1, 5, { deviceId: 'pump' }), note(2, 20)]);
    assert.deepEqual(
      book.all.map(({ deviceId, timeMs }) => `${deviceId} ${timeMs}`),
      ['pump 5', 'motor 10', 'motor 20'],
    );
    assert.deepEqual(numbers(book.of('pump')), [1]);
    assert.deepEqual(book.of('unknown'), []);
  });

  it('lets the oldest of a device go beyond its bound', () => {
    const book = new EventBook();
    for (let n = 0; n < 3; n++) {
      apply(
        book,
        Array.from({ length: 2500 }, (_, i) => note(n * 2500 + i + 1, n * 2500 + i)),
      );
    }
    apply(book, [note(1, 1, { deviceId: 'pump' })]);
    assert.equal(book.of('motor').length, MAX_EVENTS_PER_DEVICE);
    assert.equal(book.of('motor')[0].number, 2501);
    assert.equal(book.of('pump').length, 1);
  });

  it('forgets all when told the whole, and says when something changed', () => {
    const book = new EventBook();
    apply(book, [note(1, 10)]);
    const before = book.revision;
    apply(book, []);
    assert.equal(book.revision, before);
    assert.equal(book.all, book.all);
    apply(book, [note(5, 50)], true);
    assert.ok(book.revision > before);
    assert.deepEqual(numbers(book.all), [5]);
    apply(book, [], true);
    assert.deepEqual(book.all, []);
  });

  it('finds exactly the events that touch a range, lasting ones included', () => {
    const event = fc.record({ timeMs: fc.integer({ min: 0, max: 200 }), lasts: fc.nat(60) });
    fc.assert(
      fc.property(fc.array(event), fc.nat(200), fc.nat(80), (list, fromMs, span) => {
        const book = new EventBook();
        apply(
          book,
          list.map(({ timeMs, lasts }, i) => note(i + 1, timeMs, { lastMs: timeMs + lasts })),
        );
        const toMs = fromMs + span;
        const expected = book.all.filter((one) => one.timeMs <= toMs && one.lastMs >= fromMs);
        assert.deepEqual(book.between(fromMs, toMs), expected);
      }),
    );
  });
});
