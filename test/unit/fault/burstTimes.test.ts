import assert from 'node:assert/strict';
import { BurstTimes } from '../../../src/fault/burstTimes';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('BurstTimes', () => {
  it('makes one burst of what strikes one frame', () => {
    const times = new BurstTimes(() => 10);
    times.of(bytes('x\n'), 1000, []);
    const bursts = times.of(bytes('abcd\nefgh\n'), 1010, [1, 2, 6]);
    assert.deepEqual(
      bursts.map(({ count, joins }) => [count, joins]),
      [
        [2, false],
        [1, false],
      ],
    );
  });

  it('gives a burst the time of its byte within the chunk, as the framer does for frames', () => {
    const times = new BurstTimes(() => 10);
    times.of(bytes('x\n'), 1000, []);
    assert.deepEqual(
      times.of(bytes('abcd\nefgh\n'), 1010, [1, 6]).map(({ timeMs }) => timeMs),
      [1002, 1007],
    );
    // After a pause the chunk's bytes are 20 ms old at most.
    assert.equal(times.of(bytes('abcd'), 5000, [0])[0].timeMs, 4985);
  });

  it('joins what strikes a frame in its second chunk', () => {
    const times = new BurstTimes(() => 10);
    assert.equal(times.of(bytes('ab'), 1, [1])[0].joins, false);
    assert.equal(times.of(bytes('cd\nef\n'), 2, [0])[0].joins, true);
    assert.equal(times.of(bytes('cd\nef\n'), 3, [0])[0].joins, false);
  });

  it('makes each hit a burst of its own where frames mean nothing', () => {
    const times = new BurstTimes(() => undefined);
    assert.equal(times.of(bytes('abcd'), 1, [0, 1, 2]).length, 3);
  });
});
