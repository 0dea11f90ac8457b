import assert from 'node:assert/strict';
import type { PlotView } from '../../../src/protocol';
import { hiddenOf, withOnly, withToggled } from '../../../webview/plots/hiddenSeries';

const plot = (id: string, channelIds: string[], hidden?: string[]): PlotView => {
  return { id, channelIds, share: 1, ranges: {}, ...(hidden === undefined ? {} : { hidden }) };
};
const hidden = (plots: readonly PlotView[]) => [...hiddenOf(plots)].sort();

describe('hidden series', () => {
  const plots = [plot('p1', ['a', 'b', 'c'], ['b']), plot('p2', ['d', 'e'], ['e'])];

  it('are those of all plots', () => {
    assert.deepEqual(hidden(plots), ['b', 'e']);
    assert.deepEqual(hidden([plot('p1', ['a'])]), []);
  });

  it('are hidden and drawn again one by one', () => {
    assert.deepEqual(hidden(withToggled(plots, 'a')), ['a', 'b', 'e']);
    assert.deepEqual(hidden(withToggled(plots, 'b')), ['e']);
    assert.deepEqual(hidden(withToggled(plots, 'gone')), ['b', 'e']);
  });

  it('are all others of the plot, or none when one is alone already', () => {
    const only = withOnly(plots, 'b');
    assert.deepEqual(hidden(only), ['a', 'c', 'e']);
    assert.deepEqual(hidden(withOnly(only, 'b')), ['e']);
    assert.equal(only[1], plots[1], 'other plots are left alone');
  });
});
