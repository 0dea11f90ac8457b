import type { DropPolicy } from '../../src/model';
import { BoundedQueue } from '../../src/pipeline/boundedQueue';
import type { Bench } from './harness';
import { measureRate } from './rate';

const CAPACITY = 1000;
const CAPACITY_BYTES = 32_000;
const POLICIES: readonly DropPolicy[] = ['dropOldest', 'dropNewest', 'block'];
/** Pushes of one call; two of three are followed by a pop, so that the queue is always over its bounds. */
const PUSHES = 30_000;

interface Item {
  readonly bytes: { readonly length: number };
}

/** Sizes repeat with a period that shares no factor with the queue's capacity. */
const items: readonly Item[] = Array.from({ length: 1009 }, (_, i) => ({
  bytes: { length: 1 + ((i * 37) % 64) },
}));

/** Pushes and pops a second over a queue that overflows, all three policies, counters checked against a model. */
export function queueBenches(): Bench[] {
  const run = () => {
    for (const policy of POLICIES) check(policy);
    const queues = POLICIES.map((policy) => new BoundedQueue<Item>(limits(policy)));
    const plain = POLICIES.map((policy) => new PlainQueue(policy));
    const figure = measureRate({
      name: 'queue.ops',
      unit: 'pushes/s',
      against: 'array with push and shift',
      amount: PUSHES * POLICIES.length,
      run: () => {
        for (const queue of queues) overload(queue);
      },
      reference: () => {
        for (const queue of plain) overload(queue);
      },
      goal: { of: 'median', atLeast: 9.1e6 },
    });
    return [figure];
  };
  return [{ names: ['queue.ops'], run }];
}

function limits(policy: DropPolicy) {
  return { capacity: CAPACITY, capacityBytes: CAPACITY_BYTES, policy };
}

interface Queue {
  readonly length: number;
  push(item: Item): boolean;
  shift(): Item | undefined;
}

/** What `block` refuses is counted as refused and not tried again. */
function overload(queue: Queue): number {
  let refused = 0;
  for (let i = 0; i < PUSHES; i++) {
    if (!queue.push(items[i % items.length])) refused++;
    if (i % 3 !== 0) queue.shift();
  }
  return refused;
}

/** The simplest correct queue of the same kind: an array, its sums kept beside it. */
class PlainQueue implements Queue {
  private readonly list: Item[] = [];
  bytes = 0;
  dropped = 0;
  droppedBytes = 0;

  constructor(private readonly policy: DropPolicy) {}

  get length(): number {
    return this.list.length;
  }

  push(item: Item): boolean {
    const fits = () =>
      this.list.length < CAPACITY && this.bytes + item.bytes.length <= CAPACITY_BYTES;
    if (!fits() && this.policy === 'block') return false;
    if (!fits() && this.policy === 'dropNewest') {
      this.drop(item);
      return true;
    }
    while (!fits()) {
      const oldest = this.shift();
      if (oldest !== undefined) this.drop(oldest);
    }
    this.list.push(item);
    this.bytes += item.bytes.length;
    return true;
  }

  shift(): Item | undefined {
    const item = this.list.shift();
    if (item !== undefined) this.bytes -= item.bytes.length;
    return item;
  }

  private drop(item: Item): void {
    this.dropped++;
    this.droppedBytes += item.bytes.length;
  }
}

/** Both queues, fed alike, must agree in every count. */
function check(policy: DropPolicy): void {
  const own = new BoundedQueue<Item>(limits(policy));
  const model = new PlainQueue(policy);
  const refused = [overload(own), overload(model)];
  const counts = [own, model].map((q) => [q.length, q.bytes, q.dropped, q.droppedBytes].join(' '));
  if (counts[0] !== counts[1] || refused[0] !== refused[1]) {
    throw new Error(`${policy}: ${counts.join(' is not ')}; refused ${refused.join(' and ')}`);
  }
}
