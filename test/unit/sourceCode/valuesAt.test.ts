import assert from 'node:assert/strict';
import { valuesAt } from '../../../src/sourceCode/valuesAt';
import { Store } from '../../../src/store/store';

describe('the values at a moment', () => {
  const names = ['temp', 'rpm', 'volts', 'amps', 'load'];
  const channels = names.map((name) => ({ id: `b/${name}`, name, unit: name[0] }));
  const show = (value: number, { unit }: { unit: string }) => `${String(value)} ${unit}`;
  const storeOf = (...known: readonly string[]) => {
    const store = new Store(1 << 20);
    for (const name of known) {
      store.append(`b/${name}`, Float64Array.of(1000, 2000, 3000), Float64Array.of(1, 2, 3));
    }
    return store;
  };

  it('are those of the last samples until then', () => {
    assert.equal(valuesAt(storeOf('temp', 'rpm'), channels, 2500, show), 'temp 2 t · rpm 2 r');
    assert.equal(valuesAt(storeOf('temp', 'rpm'), channels, 3000, show), 'temp 3 t · rpm 3 r');
  });

  it('are those of four channels at most, of those that have one', () => {
    const store = storeOf('rpm', 'volts', 'amps', 'load');
    assert.equal(
      valuesAt(store, channels, 3000, show),
      'rpm 3 r · volts 3 v · amps 3 a · load 3 l',
    );
    const all = valuesAt(storeOf(...names), channels, 3000, show);
    assert.equal(all, 'temp 3 t · rpm 3 r · volts 3 v · amps 3 a');
  });

  it('are none before the first, and a minute after the last', () => {
    assert.equal(valuesAt(storeOf('temp'), channels, 500, show), '');
    assert.equal(valuesAt(storeOf('temp'), channels, 63_001, show), '');
  });

  it('cut a name that garbage has made', () => {
    const long = [{ id: 'b/temp', name: 'x'.repeat(400), unit: 'u' }];
    assert.equal(valuesAt(storeOf('temp'), long, 3000, show), `${'x'.repeat(40)} 3 u`);
  });
});
