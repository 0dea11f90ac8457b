import assert from 'node:assert/strict';
import type { FaultScript, FaultSpec } from '../../../src/model';
import { FaultScripts } from '../../../src/vscode/faultScripts';
import { FakeClock } from '../device/fakeClock';
import { PROFILE } from '../device/profile';
import { fakeDevices } from './fakes';

const NOISE: FaultSpec = {
  kind: 'noise',
  parameters: { deviation: 1 },
  seed: 1,
  direction: 'receive',
  durationS: 5,
};
const SCRIPT: FaultScript = {
  name: 'Noise twice',
  steps: [
    { atS: 1, fault: NOISE },
    { atS: 10, fault: NOISE },
  ],
};

async function bench(value: unknown = [SCRIPT]) {
  const clock = new FakeClock();
  const devices = fakeDevices();
  const device = devices.add(PROFILE);
  const store = {
    value,
    read: () => store.value,
    write: (next: unknown) => {
      store.value = next;
      return Promise.resolve();
    },
  };
  const errors: unknown[] = [];
  const scripts = new FaultScripts(devices, clock, store, (error) => errors.push(error));
  await scripts.apply();
  return { clock, devices, device, store, errors, scripts };
}

/** Lets what was promised happen; no time passes on the clock. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('FaultScripts', () => {
  it('arms each fault of a script at its time, and is done at its end', async () => {
    const { clock, device, scripts } = await bench();
    await scripts.start(SCRIPT, device);
    assert.equal(scripts.runOf(SCRIPT.name)?.device, device);
    assert.equal(device.faults.length, 0);
    clock.advance(1000);
    await settled();
    assert.deepEqual(
      device.faults.map(({ spec }) => spec.kind),
      ['noise'],
    );
    clock.advance(14_000);
    await settled();
    assert.equal(scripts.runOf(SCRIPT.name), undefined);
    assert.equal(scripts.someRuns, false);
  });

  it('disarms what it has armed when it is stopped', async () => {
    const { clock, device, scripts } = await bench();
    await scripts.start(SCRIPT, device);
    clock.advance(1000);
    await settled();
    assert.equal(device.faults.length, 1);
    await scripts.stop(SCRIPT.name);
    await settled();
    assert.equal(device.faults.length, 0);
    assert.equal(scripts.someRuns, false);
  });

  it('runs each once at a time, and none that is empty', async () => {
    const { device, scripts } = await bench();
    await scripts.start(SCRIPT, device);
    await assert.rejects(scripts.start(SCRIPT, device), /runs already/);
    const empty = scripts.start({ name: 'Empty', steps: [] }, device);
    await assert.rejects(empty, /no faults yet/);
  });

  it('starts one of two calls at the same moment', async () => {
    const { device, scripts } = await bench();
    const calls = [scripts.start(SCRIPT, device), scripts.start(SCRIPT, device)];
    const ends = await Promise.allSettled(calls);
    assert.deepEqual(
      ends.map(({ status }) => status),
      ['fulfilled', 'rejected'],
    );
  });

  it('ends on a device that is removed', async () => {
    const { devices, device, scripts } = await bench();
    await scripts.start(SCRIPT, device);
    await devices.remove(PROFILE.id);
    await settled();
    assert.equal(scripts.someRuns, false);
  });

  it('ends with what a device refuses, and says so once', async () => {
    const { clock, device, errors, scripts } = await bench();
    for (let armed = 0; armed < 16; armed++) await device.arm(NOISE);
    await scripts.start(SCRIPT, device);
    clock.advance(1000);
    await settled();
    assert.equal(errors.length, 1);
    assert.match(String(errors[0]), /Could not arm another fault/);
    assert.equal(scripts.someRuns, false);
  });

  it('keeps steps in the order of time, and makes a script that is not there', async () => {
    const { store, scripts } = await bench();
    await scripts.addStep(SCRIPT.name, 4, NOISE);
    await scripts.addStep('Another', 0, NOISE);
    assert.deepEqual(
      scripts.all.map(({ name, steps }) => [name, steps.map(({ atS }) => atS)]),
      [
        [SCRIPT.name, [1, 4, 10]],
        ['Another', [0]],
      ],
    );
    assert.equal((store.value as unknown[]).length, 2);
  });

  it('leaves entries alone that it cannot read, and names what is wrong with them', async () => {
    const wrong = { name: 'Broken', steps: [{ atS: -1 }] };
    const { store, scripts } = await bench([wrong, SCRIPT, SCRIPT]);
    assert.deepEqual(scripts.all, [SCRIPT]);
    assert.equal(scripts.problems.length, 2);
    assert.match(scripts.problems[0], /^telemetryhub\.faultScripts: Broken, step 1: /);
    await scripts.remove(SCRIPT.name);
    assert.deepEqual(store.value, [wrong]);
  });
});
