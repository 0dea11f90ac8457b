import assert from 'node:assert/strict';
import type { TelemetryEvent } from '../../../src/model';
import { alarmText, gravest, limitDetail, limitLine } from '../../../webview/channels/limitWords';
import { CommandHistory } from '../../../webview/commandHistory';
import { iconOnlyTabs } from '../../../webview/drawer/tabFit';
import { eventsAsText, filterEvents } from '../../../webview/events/eventFilter';
import { RowHeights } from '../../../webview/events/rowHeights';
import { tableText } from '../../../webview/tableText';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('tabs in little room', () => {
  const widths = [50, 60, 70, 40].map((fullPx) => ({ fullPx, iconPx: 20 }));

  it('become icons from the last one, as few as needed, and never the chosen one', () => {
    assert.deepEqual(iconOnlyTabs(widths, 0, 220), [false, false, false, false]);
    assert.deepEqual(iconOnlyTabs(widths, 0, 200), [false, false, false, true]);
    assert.deepEqual(iconOnlyTabs(widths, 3, 200), [false, false, true, false]);
    assert.deepEqual(iconOnlyTabs(widths, 1, 10), [true, false, true, true]);
  });
});

describe('heights of rows', () => {
  it('are guessed until they are measured, and forgotten with rows that go', () => {
    const heights = new RowHeights(40);
    heights.resize(100);
    assert.equal(heights.topOf(100), 4000);
    assert.equal(heights.set(1, 60), 20);
    assert.equal(heights.topOf(2), 100);
    assert.deepEqual(heights.between(95, 200), { from: 1, to: 5, topPx: 40 });
    heights.resize(100, 1);
    assert.equal(heights.heightOf(0), 60, 'the measured one is now the first');
    assert.equal(heights.topOf(100), 4020);
    heights.resize(3);
    assert.equal(heights.topOf(3), 140);
    assert.deepEqual(heights.between(-500, 1000), { from: 0, to: 3, topPx: 0 });
    heights.resize(0);
    assert.deepEqual(heights.between(0, 100), { from: 0, to: 0, topPx: 0 });
  });
});

describe('the filter of the log', () => {
  const events: TelemetryEvent[] = [
    { kind: 'state', from: 'idle', to: 'measuring', cause: 'started' } as const,
    { kind: 'missed', faultId: 51, number: 12 } as const,
    { kind: 'dropped', stage: 'queue', bytes: 4096 } as const,
  ].map((fact, i) => ({
    number: i + 1,
    deviceId: 'm',
    timeMs: i * 1000,
    lastMs: i * 1000,
    count: 1,
    fact,
  }));
  const nameOf = () => 'Motor';
  const numbers = (groups: readonly ('state' | 'fault' | 'loss')[], text: string) =>
    filterEvents(events, { groups: new Set(groups), text }, nameOf).map(({ number }) => number);

  it('lets through kinds and words, all of which must occur', () => {
    assert.deepEqual(numbers([], ''), [1, 2, 3]);
    assert.deepEqual(numbers(['fault', 'loss'], ''), [2, 3]);
    assert.deepEqual(numbers([], ' QUEUE  full '), [3]);
    assert.deepEqual(numbers(['state'], 'queue'), []);
    assert.deepEqual(numbers([], 'motor started'), [1]);
  });

  it('copies a line each, with the device where there are several', () => {
    const lines = eventsAsText(events, 0, nameOf).split('\n');
    assert.equal(lines.length, 3);
    assert.match(lines[0], /^\d\d:\d\d:00\.000\tMotor\tMeasuring: started\tbefore: Idle$/);
    assert.match(
      eventsAsText(events.slice(2), 0, () => ''),
      /^[\d:.]+\t4\.1\u00a0kB dropped/,
    );
  });
});

describe('the table as text', () => {
  it('has plain numbers, and nothing where there is none', () => {
    const row = { latest: 1.25, min: 1, max: 2, mean: 1.5, deviation: 0.1, rate: 100, count: 9 };
    const text = tableText(
      ['Channel', 'Unit'],
      [
        { label: 'a\tb', unit: 'degC', latest: 1, row },
        { label: 'c', unit: '', latest: NaN, row: undefined },
      ],
    );
    assert.deepEqual(text.split('\n'), [
      'Channel\tUnit',
      'a b\tdegC\t1.25\t1\t2\t1.5\t0.1\t100\t9',
      'c\t\t\t\t\t\t\t\t',
    ]);
  });
});

describe('lines sent before', () => {
  it('come back one by one, and what was typed at the end', () => {
    const history = new CommandHistory();
    const lines = ['new', 'old'];
    assert.equal(history.move(-1, 'typed', lines), undefined);
    assert.equal(history.move(1, 'typed', lines), 'new');
    assert.equal(history.move(1, 'new', lines), 'old');
    assert.equal(history.move(1, 'old', lines), undefined);
    assert.equal(history.move(-1, 'old', lines), 'new');
    assert.equal(history.move(-1, 'new', lines), 'typed');
    history.restart();
    assert.equal(history.move(1, '', []), undefined);
  });
});

describe('a limit in words', () => {
  const limit = {
    channel: 'temp',
    level: 'warning',
    side: 'high',
    bound: 70,
    hysteresis: 2,
    persistenceMs: 500,
    action: 'safeState',
  } as const;

  it('says level, side and bound, and what else is set', () => {
    assert.equal(plain(limitLine(limit, 'degC')), 'warning above 70 °C');
    const other = {
      ...limit,
      level: 'critical',
      side: 'low',
      hysteresis: 0,
      persistenceMs: 0,
    } as const;
    assert.equal(plain(limitLine(other, '')), 'critical below 70');
    assert.equal(
      plain(limitDetail(limit, 'degC')),
      'clears 2 °C inside · after 500 ms · then SafeState',
    );
    assert.equal(limitDetail({ ...other, action: 'mark' }, ''), '');
  });

  it('shows the gravest of a channel', () => {
    const alarm = (level: 'warning' | 'critical', channelId = 'm/temp') => ({
      limit: { ...limit, level },
      channelId,
      sinceMs: 0,
      value: 81,
      acknowledged: false,
    });
    const alarms = [alarm('warning'), alarm('critical'), alarm('critical', 'm/rpm')];
    assert.equal(gravest(alarms, 'm/temp')?.limit.level, 'critical');
    assert.equal(gravest(alarms.slice(0, 1), 'm/temp')?.limit.level, 'warning');
    assert.equal(gravest(alarms, 'm/vbus'), undefined);
    assert.equal(alarmText(alarms[0]), 'above 70');
  });
});
