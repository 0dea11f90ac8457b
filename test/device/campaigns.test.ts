import assert from 'node:assert/strict';
import type { Device } from '../../src/device/device';
import { TRANSITIONS } from '../../src/device/stateMachine';
import { Random } from '../../src/fault/random';
import { FAULT_KINDS } from '../../src/faultKinds';
import type { Hub } from '../../src/hub';
import type { DropPolicy, FaultSpec } from '../../src/model';
import { simulatorSchema, type SimulatorOptions } from '../../src/transport/transport';
import { fault, unaccounted } from '../fixtures/faults';
import { sourcePids } from './bench';
import { CHANNELS, makeHub, simulated } from './hubBench';
import { pause, until } from './pty';

/** Ten campaigns with every run, a hundred in the soak. */
const CAMPAIGNS = 10 * Number(process.env.TELEMETRYHUB_SOAK ?? 1);
const STEPS = 12;
const STEP_MS = 60;
const MOST_ARMED = 5;

const KINDS = FAULT_KINDS.filter(({ kind }) => kind !== 'dtrGlitch');
const FORMATS = ['keyValue', 'csv', 'teleplot', 'cobs'] as const;
const POLICIES: readonly DropPolicy[] = ['dropOldest', 'dropNewest', 'block'];

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)];
}

/** Rare damage or frequent, short or lasting, on either way, with an end of its own or without. */
function anyFault(random: Random): FaultSpec {
  const info = pick(random, KINDS);
  const quick = { probability: pick(random, [0.001, 0.02, 0.3, 1]), everyS: 0.5, holdMs: 40 };
  const amounts = { delayMs: 80, jitterMs: 40, bytesPerS: 20_000, samples: 300, ratio: 0.7 };
  const given = Object.entries({ ...quick, ...amounts }).filter(([name]) =>
    info.parameters.some((parameter) => parameter.name === name),
  );
  const ends = pick(random, [{}, { count: 1 + random.below(20) }, { durationS: 0.1 }]);
  return fault(info.kind, Object.fromEntries(given), {
    seed: random.below(2 ** 31),
    direction: info.send && random.next() < 0.3 ? 'send' : 'receive',
    ...ends,
  });
}

function anyDevice(random: Random): SimulatorOptions {
  return {
    seed: random.below(2 ** 31),
    rateHz: pick(random, [50, 500, 5000]),
    channels: CHANNELS,
    format: pick(random, FORMATS),
    autoStart: false,
  };
}

/** What must hold at every moment, whatever is armed. */
function assertSound(device: Device): void {
  assert.equal(unaccounted(device.counters), 0);
  for (const { injected, caught, missed, pending } of [
    device.score,
    ...device.faults.map(({ score }) => score),
  ]) {
    assert.equal(injected, caught + missed + pending);
  }
  assert.ok(device.faults.length <= 16);
}

/** Only transitions of the table, each from where the last one led. */
function assertLegalHistory(device: Device): void {
  let state = 'idle';
  for (const { from, to } of device.history) {
    assert.equal(from, state);
    assert.ok(Object.values(TRANSITIONS[from]).includes(to), `${from} to ${to}`);
    state = to;
  }
  assert.equal(device.state, state);
  const numbers = device.events.all.map(({ number }) => number);
  assert.deepEqual(
    numbers,
    numbers.map((_, i) => numbers[0] + i),
  );
}

/** One thing that a user or a script would do, refusals included. */
async function act(device: Device, random: Random): Promise<void> {
  if (device.state === 'safeState' && random.next() < 0.7) await device.reset();
  if (device.state === 'idle') await device.start().catch(() => undefined);
  if (device.faults.length < MOST_ARMED && random.next() < 0.8) {
    await device.arm(anyFault(random)).catch((error: unknown) => {
      assert.match(String(error), /SafeState/);
    });
  } else if (device.faults.length > 0) {
    await device.disarm(pick(random, device.faults).id);
  }
  if (random.next() < 0.3) await device.send('GET_STATUS').catch(() => undefined);
  if (random.next() < 0.05) device.clearScore();
}

async function campaign(device: Device, random: Random): Promise<void> {
  for (let step = 0; step < STEPS; step++) {
    await act(device, random);
    assertSound(device);
    await pause(STEP_MS);
    assertSound(device);
  }
}

describe('fault campaigns on a streaming simulator', function () {
  this.timeout(60_000);
  const bugs: unknown[] = [];
  let hub: Hub;

  before(() => {
    hub = makeHub(bugs);
  });

  // Also after a failure: what is left over would fail all that follow.
  afterEach(() =>
    Promise.all(hub.devices.all.map(({ profile }) => hub.devices.remove(profile.id))),
  );

  after(async () => {
    await hub.dispose();
    assert.deepEqual(sourcePids(), [], 'no source process is left');
  });

  for (let seed = 1; seed <= CAMPAIGNS; seed++) {
    it(`adds up to the byte, stays in legal states and leaves nothing behind, seed ${seed}`, async () => {
      const random = new Random(seed);
      const simulator = anyDevice(random);
      const cobs = { kind: 'cobs', fields: simulatorSchema(CHANNELS) } as const;
      const profile = simulated(simulator, {
        id: `campaign-${seed}`,
        format: simulator.format === 'cobs' ? cobs : { kind: simulator.format },
        dropPolicy: pick(random, POLICIES),
        queueBlocks: pick(random, [2, 1000]),
        failureThreshold: pick(random, [1, 5, 1000]),
        staleAfterMs: pick(random, [0, 150]),
      });
      const device = hub.devices.add(profile);
      await device.start();
      await campaign(device, random);

      await device.disarmAll();
      assert.deepEqual(device.faults, []);
      await device.disconnect();
      await until(() => device.counters.bytesWaiting === 0, 5000, 'everything decoded');
      assertSound(device);
      assertLegalHistory(device);
      await hub.devices.remove(profile.id);
      assertSound(device);
      assert.equal(hub.store.bytes, 0);
      assert.deepEqual(bugs, []);
    });
  }
});
