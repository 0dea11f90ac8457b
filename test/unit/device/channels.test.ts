import assert from 'node:assert/strict';
import { ChannelTable, MAX_CHANNELS, MAX_STRAYS } from '../../../src/device/channels';
import { Store } from '../../../src/store/store';

function table() {
  const store = new Store(256 << 20);
  const channels = new ChannelTable('d', store);
  const come = (name: string, timeMs: number, underFault: boolean) => {
    const times = Float64Array.of(timeMs);
    channels.ingest(
      [{ name, unit: '', times, values: times, min: timeMs, max: timeMs }],
      underFault,
    );
  };
  const names = () => channels.all.map(({ name }) => name);
  return { store, channels, come, names };
}

describe('ChannelTable', () => {
  it('knows what values mean, and learns the texts that come later', () => {
    const { channels } = table();
    const values = Float64Array.of(2);
    const column = { name: 'mode', unit: '', times: values, values, min: 2, max: 2 };
    channels.ingest([column], false);
    const meaning = () => channels.all.map(({ labels, isText }) => [labels, isText]);
    assert.deepEqual(meaning(), [[undefined, undefined]]);
    channels.ingest([{ ...column, labels: new Map([[2, 'Run']]) }], false);
    // A batch that says nothing of it changes nothing.
    channels.ingest([column], false);
    assert.deepEqual(meaning(), [[new Map([[2, 'Run']]), false]]);
    const texts = new Map([[0, 'idle']]);
    channels.ingest([{ ...column, name: 'state', labels: texts, isText: true }], false);
    assert.deepEqual(meaning()[1], [texts, true]);
  });

  it('lets go of the oldest of many channels that were made of garbage and never came again', () => {
    const { store, channels, come, names } = table();
    come('temp', 0, false);
    for (let i = 0; i < MAX_STRAYS + 5; i++) come(`g${String(i)}`, i, true);
    assert.equal(channels.straysLetGo, 0, 'they may come again yet');
    const segments = store.bytes;
    for (let i = 0; i < 5; i++) come(`late${String(i)}`, 60_000 + i, true);
    assert.equal(channels.straysLetGo, 5);
    assert.deepEqual(names().slice(0, 3), ['temp', 'g5', 'g6']);
    assert.equal(store.bytes, segments, 'what they held is given to the new ones');
    assert.ok(Number.isNaN(store.firstMs('d/g0')));
  });

  it('keeps a channel that comes again, that came without a fault, or that is new', () => {
    const { channels, come, names } = table();
    for (let i = 0; i < 200; i++) come(`clean${String(i)}`, i, false);
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 100; i++) come(`again${String(i)}`, round, true);
    }
    for (let i = 0; i < 200; i++) come(`new${String(i)}`, 20_000 + i, true);
    assert.equal(channels.straysLetGo, 0);
    assert.equal(names().length, 500);
  });

  it('bears a revision that grows also when one comes for one that goes', () => {
    const { channels, come } = table();
    for (let i = 0; i < MAX_STRAYS; i++) come(`g${String(i)}`, i, true);
    const { revision } = channels;
    come('late', 60_000, true);
    assert.equal(channels.all.length, MAX_STRAYS);
    assert.ok(channels.revision > revision);
  });

  it('counts the samples of further channels, which it does not keep', () => {
    const { channels, come } = table();
    for (let i = 0; i < MAX_CHANNELS + 3; i++) come(`c${String(i)}`, i, false);
    come('c0', 5000, false);
    assert.equal(channels.all.length, MAX_CHANNELS);
    assert.equal(channels.refused, 3);
  });
});
