import assert from 'node:assert/strict';
import { EventLog } from '../../../src/device/eventLog';
import type { Limit, TelemetryFact } from '../../../src/model';

const injected = (first: number, last = first, faultId = 1): TelemetryFact => ({
  kind: 'injected',
  faultId,
  fault: 'flip',
  first,
  last,
});
const rejected = (cause: 'checksum' | 'framing'): TelemetryFact => ({
  kind: 'rejected',
  cause,
  frames: 1,
  detail: 'crc',
});
const mark: TelemetryFact = { kind: 'mark', text: 'here' };

describe('EventLog', () => {
  it('numbers events without a gap, from 1', () => {
    const log = new EventLog('d');
    log.add(5, mark);
    log.add(6, mark);
    assert.deepEqual(
      log.all.map(({ number, timeMs, deviceId }) => [number, timeMs, deviceId]),
      [
        [1, 5, 'd'],
        [2, 6, 'd'],
      ],
    );
  });

  it('lets the injections of one fault grow one event while they follow within 250 ms', () => {
    const log = new EventLog('d');
    log.add(0, injected(1, 2));
    log.add(250, injected(3));
    log.add(300, injected(1, 1, 2));
    log.add(501, injected(4));
    const [first, other, late] = log.all;
    assert.deepEqual(first.fact, injected(1, 3));
    assert.deepEqual([first.timeMs, first.lastMs, first.count], [0, 250, 2]);
    assert.deepEqual(other.fact, injected(1, 1, 2));
    assert.deepEqual(late.fact, injected(4));
  });

  it('adds up frames of one cause and bytes of one stage', () => {
    const log = new EventLog('d');
    log.add(0, rejected('checksum'));
    log.add(1, rejected('framing'));
    log.add(2, rejected('checksum'));
    log.add(3, { kind: 'dropped', stage: 'queue', bytes: 10 });
    log.add(4, { kind: 'dropped', stage: 'queue', bytes: 5 });
    assert.deepEqual(
      log.all.map(({ fact }) =>
        fact.kind === 'rejected' ? fact.frames : fact.kind === 'dropped' ? fact.bytes : 0,
      ),
      [2, 1, 15],
    );
  });

  it('folds a limit that flaps within a second', () => {
    const log = new EventLog('d');
    const limit: Limit = {
      channel: 'rpm',
      level: 'critical',
      side: 'high',
      bound: 1,
      hysteresis: 0,
      persistenceMs: 0,
      action: 'mark',
    };
    for (let i = 0; i < 20; i++) {
      log.add(i * 100, { kind: 'limit', limit, raised: i % 2 === 0, value: i, unit: '' });
    }
    assert.deepEqual(
      log.all.map(({ count }) => count),
      [10, 10],
    );
  });

  it('begins a new event after 10 s even where nothing pauses', () => {
    const log = new EventLog('d');
    for (let ms = 0; ms <= 25_000; ms += 100) log.add(ms, rejected('checksum'));
    assert.deepEqual(
      log.all.map(({ timeMs }) => timeMs),
      [0, 10_100, 20_200],
    );
  });

  it('gives what is new or has grown since a revision', () => {
    const log = new EventLog('d');
    log.add(0, injected(1));
    log.add(1, mark);
    const { revision, events } = log.changedSince(0);
    assert.equal(events.length, 2);
    assert.deepEqual(log.changedSince(revision), { revision, events: [] });
    log.add(2, injected(2));
    const later = log.changedSince(revision);
    assert.deepEqual(
      later.events.map(({ number, count }) => [number, count]),
      [[1, 2]],
    );
  });

  it('keeps the newest 5,000, and numbers go on', () => {
    const log = new EventLog('d');
    log.add(0, rejected('checksum'));
    for (let i = 1; i <= 12_000; i++) log.add(100, mark);
    assert.equal(log.all.length, 5000);
    assert.deepEqual([log.all[0].number, log.all.at(-1)?.number], [7002, 12_001]);
    assert.equal(log.changedSince(0).events.length, 5000);
    // What it would have joined is forgotten.
    log.add(101, rejected('checksum'));
    assert.equal(log.all.at(-1)?.count, 1);
  });
});
