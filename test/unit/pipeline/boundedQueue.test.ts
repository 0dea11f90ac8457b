import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DropPolicy } from '../../../src/model';
import { BoundedQueue } from '../../../src/pipeline/boundedQueue';

interface Item {
  readonly id: number;
  readonly bytes: Uint8Array;
}

const item = (id: number, size: number): Item => ({ id, bytes: new Uint8Array(size) });
const policies: DropPolicy[] = ['dropOldest', 'dropNewest', 'block'];

/** The obvious queue: an array, and the rule spelled out. */
class Model {
  readonly items: Item[] = [];
  readonly dropped: number[] = [];
  constructor(
    readonly capacity: number,
    readonly capacityBytes: number,
    readonly policy: DropPolicy,
  ) {}
  bytes(): number {
    return this.items.reduce((n, i) => n + i.bytes.length, 0);
  }
  fits(next: Item): boolean {
    const full = this.items.length >= this.capacity;
    return !full && this.bytes() + next.bytes.length <= this.capacityBytes;
  }
  push(next: Item): boolean {
    if (this.policy === 'block') {
      if (!this.fits(next) && this.items.length > 0) return false;
      this.items.push(next);
      return true;
    }
    if (next.bytes.length > this.capacityBytes) {
      this.dropped.push(next.id);
      return true;
    }
    if (this.policy === 'dropNewest' && !this.fits(next)) {
      this.dropped.push(next.id);
      return true;
    }
    while (!this.fits(next)) {
      const oldest = this.items.shift();
      if (oldest !== undefined) this.dropped.push(oldest.id);
    }
    this.items.push(next);
    return true;
  }
}

describe('BoundedQueue', () => {
  for (const policy of policies) {
    it(`agrees with a naive model under ${policy}, drops and bytes included`, () => {
      const step = fc.oneof(
        fc.record({ push: fc.integer({ min: 0, max: 12 }) }),
        fc.constant('shift' as const),
      );
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 5 }),
          fc.integer({ min: 1, max: 30 }),
          fc.array(step, { maxLength: 60 }),
          (capacity, capacityBytes, steps) => {
            const dropped: number[] = [];
            const model = new Model(capacity, capacityBytes, policy);
            const queue = new BoundedQueue<Item>({ capacity, capacityBytes, policy }, (i) =>
              dropped.push(i.id),
            );
            let droppedBytes = 0;
            let pushedBytes = 0;
            let takenBytes = 0;
            steps.forEach((s, id) => {
              if (s === 'shift') {
                const taken = queue.shift();
                assert.equal(taken?.id, model.items.shift()?.id);
                takenBytes += taken?.bytes.length ?? 0;
              } else {
                const next = item(id, s.push);
                const accepted = queue.push(next);
                assert.equal(accepted, model.push(next));
                if (accepted) pushedBytes += s.push;
              }
              assert.equal(queue.length, model.items.length);
              assert.equal(queue.bytes, model.bytes());
              assert.deepEqual(dropped, model.dropped);
              droppedBytes = queue.droppedBytes;
              assert.equal(pushedBytes, takenBytes + droppedBytes + queue.bytes);
            });
            assert.equal(queue.dropped, model.dropped.length);
          },
        ),
      );
    });
  }

  it('drops the oldest item when full', () => {
    const dropped: number[] = [];
    const limits = { capacity: 2, capacityBytes: 100, policy: 'dropOldest' } as const;
    const queue = new BoundedQueue<Item>(limits, (i) => dropped.push(i.id));
    for (const id of [1, 2, 3]) queue.push(item(id, 1));
    assert.deepEqual(dropped, [1]);
    assert.equal(queue.shift()?.id, 2);
  });

  it('refuses room for nothing', () => {
    assert.throws(
      () => new BoundedQueue({ capacity: 0, capacityBytes: 1, policy: 'block' }),
      RangeError,
    );
  });
});
