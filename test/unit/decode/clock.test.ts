import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FrameClock } from '../../../src/decode/clock';

describe('FrameClock', () => {
  it('gives many offsets at once the times it gives them one by one', () => {
    const blocks = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(100), fc.nat(20)), {
      minLength: 1,
      maxLength: 6,
    });
    const steps = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 20 });
    fc.assert(
      fc.property(blocks, steps, fc.nat(20), (sizes, lengths, alone) => {
        let end = 0;
        let ms = 0;
        const spans = sizes.flatMap(([size, pauseMs, lastsMs]) => {
          const startMs = (ms += pauseMs);
          return [(end += size), startMs, (ms += lastsMs)];
        });
        let offset = 0;
        const offsets = lengths.map((length) => (offset += length)).filter((at) => at <= end);
        const oneByOne = new FrameClock(Float64Array.from(spans));
        const expected = offsets.map((at) => oneByOne.timeAt(at));
        const clock = new FrameClock(Float64Array.from(spans));
        const times = Float64Array.from(offsets);
        const cut = Math.min(alone, times.length);
        clock.toTimes(times, 0, cut);
        clock.toTimes(times, cut, times.length);
        assert.deepEqual([...times], expected);
      }),
    );
  });
});
