import assert from 'node:assert/strict';
import { readSettings } from '../../src/vscode/settings';
import { extension, set, until } from './support';

const GOOD = { name: 'Pump', transport: { kind: 'simulator', rateHz: 50 } };

interface Property {
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly default?: unknown;
}

describe('settings', () => {
  afterEach(async () => {
    for (const key of ['devices', 'pool.workers', 'serial.inProcess']) await set(key, undefined);
  });

  it('all have a description and a default, and the defaults are right', () => {
    const { contributes } = extension().packageJSON as {
      contributes: { configuration: { properties: Record<string, Property> } };
    };
    for (const [key, property] of Object.entries(contributes.configuration.properties)) {
      assert.ok((property.description ?? property.markdownDescription ?? '') !== '', key);
      assert.notEqual(property.default, undefined, key);
    }
    const { workers, storeBytes, queueBlocks, queueBytes, catchWithinMs, problems } =
      readSettings();
    assert.deepEqual(
      [workers, storeBytes, queueBlocks, queueBytes, catchWithinMs],
      [4, 256 << 20, 1000, 16 << 20, 2000],
    );
    assert.deepEqual(problems, []);
  });

  it('name the wrong one, say what would be right, and let the others count', async () => {
    await set('pool.workers', 99);
    await set('serial.inProcess', 'yes');
    await set('devices', [{ name: 'Board', transport: { kind: 'telepathy' } }, GOOD]);
    const { problems, profiles, workers, serialInProcess } = readSettings();
    assert.equal(problems.length, 3);
    assert.match(
      problems[0],
      /^telemetryhub\.serial\.inProcess is "yes"\. It must be true or false/,
    );
    assert.match(problems.join('\n'), /telemetryhub\.pool\.workers is 99\. It must be .* 1 to 16/);
    assert.match(
      problems.join('\n'),
      /telemetryhub\.devices\[0\]\.transport\.kind must be "serial", "simulator" or "debugger"/,
    );
    assert.deepEqual([workers, serialInProcess], [4, false]);
    assert.deepEqual(
      profiles.map(({ name }) => name),
      ['Pump'],
    );
  });

  it('add, change and remove devices while the window is open', async () => {
    const { devices } = await extension().activate();
    await set('devices', [GOOD]);
    await until('the device is there', () => devices.get('pump') !== undefined);
    const first = devices.get('pump');
    await set('devices', [GOOD, { name: 'Fan', transport: { kind: 'simulator' } }]);
    await until('the other one too', () => devices.get('fan') !== undefined);
    assert.equal(devices.get('pump'), first, 'an unchanged device is left alone');
    await set('devices', [{ ...GOOD, staleAfterMs: 500 }]);
    await until('the other one is gone', () => devices.get('fan') === undefined);
    await until('the change counts', () => devices.get('pump')?.profile.staleAfterMs === 500);
    await set('devices', undefined);
    await until('all are gone', () => devices.all.length === 0);
  });
});
