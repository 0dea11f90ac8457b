import assert from 'node:assert/strict';
import { NO_SCORE } from '../../../src/fault/noScore';
import type { Alarm, ArmedFault, Limit } from '../../../src/model';
import type { DeviceView } from '../../../src/protocol';
import { announcements } from '../../../webview/announcements';
import { deviceLine, linkWords, sendRefusal } from '../../../webview/deviceWords';
import { safeCommandOf, whySafe } from '../../../webview/safeWords';

/** What the words are made of; the rest of a view is of no matter here. */
function device(changes: Partial<DeviceView> = {}): DeviceView {
  const view: Partial<DeviceView> = {
    id: 'm',
    name: 'Motor',
    state: 'measuring',
    cause: 'started',
    link: { kind: 'open' },
    linkLabel: '/dev/ttyACM0',
    linkDetail: '115200 8N1',
    samplesPerSecond: 1000,
    faults: [],
    alarms: [],
    channels: [],
    ...changes,
  };
  return view as DeviceView;
}

const limit = (level: Limit['level']): Limit => ({
  channel: 'temp',
  level,
  side: 'high',
  bound: 80,
  hysteresis: 0,
  persistenceMs: 0,
  action: 'mark',
});

const alarm = (level: Limit['level'], sinceMs = 5): Alarm => ({
  limit: limit(level),
  channelId: 'm/temp',
  sinceMs,
  value: 81.5,
  acknowledged: false,
});

const fault: ArmedFault = {
  id: 51,
  spec: { kind: 'flip', parameters: {}, seed: 1, direction: 'receive' },
  armedMs: 0,
  untilMs: undefined,
  score: NO_SCORE,
};

const said = (before: Partial<DeviceView> | undefined, now: Partial<DeviceView>) =>
  announcements(before === undefined ? undefined : [device(before)], [device(now)]);

describe('what is said aloud', () => {
  it('tells of states with their causes, once', () => {
    assert.deepEqual(said({}, { state: 'idle', cause: 'stopped' }).polite, [
      'Motor: Idle, stopped.',
    ]);
    assert.deepEqual(said({}, {}), { polite: [], urgent: [] });
    assert.deepEqual(said({}, { samplesPerSecond: 3 }), { polite: [], urgent: [] });
    const worse = said(
      { state: 'error', cause: 'checksum ×2' },
      { state: 'error', cause: 'checksum ×3' },
    );
    assert.deepEqual(worse.polite, [], 'a count that grows is no news');
  });

  it('tells of SafeState and critical limits at once, also when the page opens in them', () => {
    const safe = { state: 'safeState', cause: 'checksum ×5' } as const;
    assert.deepEqual(said({}, safe), { polite: [], urgent: ['Motor: SafeState, checksum ×5.'] });
    assert.equal(said(undefined, safe).urgent.length, 1);
    assert.deepEqual(said(safe, safe).urgent, []);
    const critical = { alarms: [alarm('critical')] };
    assert.match(said({}, critical).urgent[0], /^Motor: temp is 81\.50, critical above 80\.$/);
    assert.deepEqual(said(critical, critical).urgent, []);
    assert.equal(said(critical, { alarms: [alarm('critical', 9)] }).urgent.length, 1, 'again');
    assert.deepEqual(said({}, { alarms: [alarm('warning')] }), { polite: [], urgent: [] });
  });

  it('tells of links and of faults that are armed and disarmed', () => {
    const down = { kind: 'reconnecting', attempt: 1, reason: 'unplugged' } as const;
    assert.deepEqual(said({}, { link: down }).polite, [
      'Motor: Unplugged, reconnecting, attempt 1.',
    ]);
    assert.deepEqual(said({ link: down }, { link: { ...down, attempt: 2 } }).polite, []);
    assert.deepEqual(said({ link: down }, {}).polite, ['Motor: link open.']);
    assert.deepEqual(said({}, { faults: [fault] }).polite, ['Motor: Byte flip F-051 is armed.']);
    assert.deepEqual(said({ faults: [fault] }, {}).polite, ['Motor: Byte flip F-051 is disarmed.']);
  });
});

describe('a device in words', () => {
  it('says the most telling thing first', () => {
    const line = (changes: Partial<DeviceView>) =>
      deviceLine(device(changes)).replaceAll('\u00a0', ' ');
    assert.equal(line({}), 'Measuring · 1.00 kS/s');
    assert.equal(line({ faults: [fault] }), '1 armed · Measuring · 1.00 kS/s');
    assert.equal(line({ state: 'idle' }), 'Idle');
    assert.equal(line({ state: 'safeState', cause: 'checksum ×5' }), 'SafeState · checksum ×5');
    const link = { kind: 'reconnecting', attempt: 3, reason: 'unplugged' } as const;
    assert.equal(line({ link }), 'Reconnecting 3 · unplugged');
  });

  it('names the link while it is well, and what is wrong while it is not', () => {
    assert.deepEqual(linkWords(device()), {
      main: '/dev/ttyACM0',
      more: '115200 8N1',
      title: '/dev/ttyACM0: open, 115200 8N1',
      icon: 'plug',
    });
    const closed = linkWords(device({ link: { kind: 'closed', reason: 'released' } }));
    assert.deepEqual([closed.main, closed.more], ['Released', 'closed']);
    assert.equal(closed.title, '/dev/ttyACM0: closed, released');
  });

  it('refuses to send in SafeState and without a link, with the way out', () => {
    assert.equal(sendRefusal(device()), undefined);
    assert.match(sendRefusal(device({ state: 'safeState' })) ?? '', /Reset it first\.$/);
    assert.match(sendRefusal(device({ link: { kind: 'closed' } })) ?? '', /Reconnect it first\.$/);
  });
});

describe('why a device is in SafeState', () => {
  it('counts the failures that reached the threshold', () => {
    assert.equal(whySafe('checksum ×5'), '5 frames in a row failed their checksum (threshold 5).');
    assert.equal(
      whySafe('checksum ×3, framing ×2'),
      '5 failures in a row: checksum ×3, framing ×2 (threshold 5).',
    );
    assert.equal(
      whySafe('checksum ×2, framing'),
      '3 failures in a row: checksum ×2, framing (threshold 3).',
    );
    assert.equal(whySafe('temp > 80 °C'), 'Cause: temp > 80 °C.');
    assert.equal(whySafe(''), 'The cause is not known.');
  });

  it('finds the safe command among what was noted then, and nothing of before', () => {
    const note = (timeMs: number, text: string) => ({
      number: 1,
      deviceId: 'm',
      timeMs,
      lastMs: timeMs,
      count: 1,
      fact: { kind: 'note', text } as const,
    });
    const events = [
      note(10, 'Safe command sent: OLD'),
      note(100, 'Safe command sent: STOP'),
      note(101, 'something else'),
    ];
    assert.equal(safeCommandOf(events, 100), 'STOP');
    assert.equal(safeCommandOf(events, 101.5), undefined);
    assert.equal(safeCommandOf([], 0), undefined);
  });
});
