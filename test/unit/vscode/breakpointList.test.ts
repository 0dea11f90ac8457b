import assert from 'node:assert/strict';
import { MAX_BREAKPOINTS } from '../../../src/debugger/parseBreakpoints';
import { BreakpointList } from '../../../src/vscode/debug/breakpointList';

function listOf(value: unknown) {
  const store = { value };
  const list = new BreakpointList({
    read: () => store.value,
    write: (next) => {
      store.value = next;
      return Promise.resolve();
    },
  });
  return { list, store };
}

const HOT = { when: 'temp > 60' };

describe('BreakpointList', () => {
  it('adds, changes and removes, and leaves what it cannot read to the user', async () => {
    const { list, store } = listOf([7, { when: 'nonsense', note: 'mine' }]);
    await Promise.all([list.add(HOT), list.add({ when: 'loss', device: 'Pump' })]);
    await list.change(2, { enabled: false, hitCount: 3 });
    await list.remove(0);
    assert.deepEqual(store.value, [
      { when: 'nonsense', note: 'mine' },
      { ...HOT, enabled: false, hitCount: 3 },
      { when: 'loss', device: 'Pump' },
    ]);
  });

  it('refuses what is no condition, and too many', async () => {
    const { list, store } = listOf(undefined);
    await assert.rejects(list.add({ when: 'temp' }), /compares nothing/);
    assert.equal(store.value, undefined);
    const full = listOf(Array.from({ length: MAX_BREAKPOINTS }, () => HOT));
    await assert.rejects(full.list.add(HOT), /Remove one first/);
    await full.list.remove(0);
    await full.list.add(HOT);
  });
});
