import assert from 'node:assert/strict';
import {
  type SourceNames,
  channelsNamed,
  identifiersOf,
  lastSegment,
  parseSourceNames,
} from '../../../src/sourceCode/sourceNames';

describe('names of channels in the source', () => {
  const channels = ['temp', 'motor.temp', 'imu.gyro.0', 'imu.gyro.1', 'a/rpm', 'm[2]'].map(
    (name) => ({ name }),
  );
  const none: SourceNames = new Map();
  const named = (identifier: string, names = none) =>
    channelsNamed(identifier, channels, names).map(({ name }) => name);

  it('are those of the channels, exactly', () => {
    assert.deepEqual(named('temp'), ['temp']);
    assert.deepEqual(named('Temp'), []);
    assert.deepEqual(named('tem'), []);
  });

  it('are the last segments of dotted ones, without an index', () => {
    assert.deepEqual(named('gyro'), ['imu.gyro.0', 'imu.gyro.1']);
    assert.deepEqual(named('rpm'), ['a/rpm']);
    assert.deepEqual(named('m'), ['m[2]']);
    assert.deepEqual(named('imu'), []);
    assert.equal(lastSegment('temp'), undefined);
    assert.equal(lastSegment('0.1'), undefined);
  });

  it('are what the setting says, which goes first', () => {
    const names = parseSourceNames({ g_temp_x10: 'temp', temp: 'motor.temp', w: 'gyro', n: 3 });
    assert.deepEqual(named('g_temp_x10', names), ['temp']);
    assert.deepEqual(named('temp', names), ['motor.temp']);
    assert.deepEqual(named('w', names), ['imu.gyro.0', 'imu.gyro.1']);
    assert.deepEqual(named('n', names), []);
    assert.deepEqual(identifiersOf('temp', names), ['g_temp_x10']);
  });

  it('are none where the setting is something else', () => {
    for (const value of [undefined, null, 3, 'temp', ['temp']]) {
      assert.equal(parseSourceNames(value).size, 0);
    }
  });
});
