import assert from 'node:assert/strict';
import type { SeriesUpdate } from '../../../src/protocol';
import { Series } from '../../../webview/series';
import { valueText } from '../../../webview/format';
import { withNaN } from '../../../webview/withNaN';

/** What VS Code does to a message on its way to a page. */
function carried<T>(message: T): T {
  return JSON.parse(JSON.stringify(message)) as T;
}

describe('withNaN', () => {
  it('gives back what is not known, at any depth, and leaves the rest', () => {
    const message = {
      type: 'statistics',
      fromMs: NaN,
      rows: [{ channelId: 'a', mean: NaN, count: 0 }],
      nested: { times: [1, NaN, 3], text: '', flag: false },
    };
    assert.deepEqual(withNaN(carried(message)), message);
  });

  it('is what lets a value that never came be shown as none, not as 0', () => {
    const { latest } = withNaN(carried({ latest: NaN }));
    assert.equal(valueText(latest, 'V'), '–\u00a0V');
  });

  it('leaves the bytes of columns alone, and "everything" still means that', () => {
    const rows = Float64Array.of(1, NaN, NaN).buffer;
    const update = withNaN<SeriesUpdate>({
      ...carried({ channelId: 'a', replaceFromMs: -Infinity }),
      rows,
    });
    assert.equal(update.rows, rows);
    const series = new Series();
    series.apply(-Infinity, Float64Array.of(5, 1, 1, 6, 2, 2));
    series.apply(update.replaceFromMs, new Float64Array(rows));
    assert.deepEqual([series.length, series.timeMs(0)], [1, 1]);
  });
});
