import assert from 'node:assert/strict';
import { launchPlan, type PlannedDevice } from '../../../src/debugger/launchPlan';

const device = (name: string, own: Partial<PlannedDevice['profile']> = {}): PlannedDevice => ({
  profile: { id: name.toLowerCase(), name, ...own },
});
const LAUNCH = { name: 'Debug board', type: 'cortex-debug' };
const plan = (
  wish: unknown,
  devices: readonly PlannedDevice[] = [device('Board')],
  named?: string,
) => launchPlan({ ...LAUNCH, device: named, wish }, devices, undefined);
/** What is wrong; empty where nothing is. */
const problem = (found: ReturnType<typeof plan>) =>
  found !== undefined && 'message' in found ? found.message : '';
const keyOf = (found: ReturnType<typeof plan>) =>
  found !== undefined && 'message' in found ? found.key : '';
const wishesOf = (found: ReturnType<typeof plan>) =>
  found !== undefined && 'wishes' in found ? found.wishes : found;

describe('launchPlan', () => {
  it('is nothing where neither the launch configuration nor the device wishes anything', () => {
    assert.equal(plan(undefined), undefined);
    assert.equal(plan({}), undefined);
    assert.equal(plan({ device: 'Board' }, [device('Board')], 'Board'), undefined);
    assert.equal(plan(undefined, []), undefined);
  });

  it('is what the launch configuration says, key by key, else the device', () => {
    const whileDebugging = { measure: true, releasePort: 'untilStarted' } as const;
    const devices = [device('Board', { whileDebugging })];
    assert.deepEqual(wishesOf(plan(undefined, devices)), whileDebugging);
    assert.deepEqual(wishesOf(plan({ measure: false }, devices)), {
      measure: false,
      releasePort: 'untilStarted',
    });
    assert.deepEqual(wishesOf(plan({ measure: true })), { measure: true, releasePort: 'never' });
    assert.equal(plan({ measure: false, releasePort: 'never' }, devices), undefined);
  });

  it('says what is wrong, where, and what would be right', () => {
    const said = (wish: unknown, named?: string) => problem(plan(wish, [device('Board')], named));
    assert.match(said([]), /^Debug board: telemetryhub is \[\]\. It must be an object/);
    assert.match(said({ measures: true }), /telemetryhub\.measures is not known.*measure/);
    assert.match(said({ measure: 1 }), /telemetryhub\.measure is 1.*true or false/);
    assert.match(said({ releasePort: true }), /"never", "untilStarted", "untilEnded"/);
    assert.match(said({ device: 'Pump' }, 'Pump'), /device is "Pump"\. It must be one of "Board"/);
    assert.match(said({ measure: true, releasePort: 'untilEnded' }), /to measure meanwhile/);
    const several = [device('One'), device('Two')];
    assert.match(problem(plan({ measure: true }, several)), /not clear which device/);
    assert.match(problem(plan({ device: 'Pump' }, [], 'Pump')), /there is none yet/);
  });

  it('says which key is wrong, where it is one', () => {
    assert.equal(keyOf(plan({ measures: true })), 'measures');
    assert.equal(keyOf(plan({ measure: true, releasePort: 'untilEnded' })), 'releasePort');
    assert.equal(keyOf(plan({ device: 'Pump' }, [device('Board')], 'Pump')), 'device');
    assert.equal(keyOf(plan([])), undefined);
    assert.equal(keyOf(plan({ measure: true }, [device('One'), device('Two')])), undefined);
  });
});
