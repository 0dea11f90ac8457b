import assert from 'node:assert/strict';
import {
  INITIAL,
  step,
  TRANSITIONS,
  type DeviceEvent,
  type Machine,
} from '../../../src/device/stateMachine';
import type { DeviceState } from '../../../src/model';

const EVENTS: DeviceEvent[] = ['start', 'stop', 'failure', 'goodFrame', 'trip', 'fatal', 'reset'];
const STATES: DeviceState[] = ['idle', 'measuring', 'error', 'safeState'];

/** The contract's table, written out a second time. */
const LEGAL: [DeviceState, DeviceEvent, DeviceState][] = [
  ['idle', 'start', 'measuring'],
  ['measuring', 'stop', 'idle'],
  ['measuring', 'failure', 'error'],
  ['measuring', 'trip', 'safeState'],
  ['measuring', 'fatal', 'safeState'],
  ['error', 'goodFrame', 'measuring'],
  ['error', 'failure', 'error'],
  ['error', 'trip', 'safeState'],
  ['error', 'fatal', 'safeState'],
  ['error', 'stop', 'idle'],
  ['error', 'reset', 'idle'],
  ['safeState', 'reset', 'idle'],
];

describe('stateMachine', () => {
  for (const state of STATES) {
    for (const event of EVENTS) {
      const legal = LEGAL.find(([from, e]) => from === state && e === event);
      it(`${state} + ${event} -> ${legal?.[2] ?? 'refused'}`, () => {
        assert.equal(TRANSITIONS[state][event], legal?.[2]);
        assert.equal(step({ state, failures: 0 }, event, 5).state, legal?.[2] ?? state);
      });
    }
  }

  it('trips at the threshold, not before', () => {
    let machine: Machine = step(INITIAL, 'start', 5);
    const seen = [1, 2, 3, 4, 5].map(() => (machine = step(machine, 'failure', 5)).state);
    assert.deepEqual(seen, ['error', 'error', 'error', 'error', 'safeState']);
  });

  it('counts failures in a row only: a good frame clears them', () => {
    let machine: Machine = step(INITIAL, 'start', 2);
    for (let i = 0; i < 10; i++) {
      machine = step(machine, 'failure', 2);
      assert.equal(machine.state, 'error');
      machine = step(machine, 'goodFrame', 2);
      assert.equal(machine.state, 'measuring');
    }
  });

  it('leaves SafeState by reset alone', () => {
    const safe: Machine = { state: 'safeState', failures: 5 };
    for (const event of EVENTS.filter((e) => e !== 'reset'))
      assert.equal(step(safe, event, 5), safe);
    assert.deepEqual(step(safe, 'reset', 5), INITIAL);
  });

  it('counts nothing while idle', () => {
    assert.equal(step(INITIAL, 'failure', 1), INITIAL);
  });
});
