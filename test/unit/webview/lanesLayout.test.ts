import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TelemetryEvent, TelemetryFact } from '../../../src/model';
import { boundText } from '../../../webview/boundText';
import { spreadLabels } from '../../../webview/gutterLayout';
import { jumpTo } from '../../../webview/jump';
import { limitTick, snapToTick } from '../../../webview/limitScale';
import { groupFrom, groupMarks } from '../../../webview/markGroups';
import { firstThatFits } from '../../../webview/firstThatFits';
import { TimeView } from '../../../webview/timeView';

const event = (timeMs: number, fact: TelemetryFact, lastMs = timeMs): TelemetryEvent => ({
  number: timeMs,
  deviceId: 'motor',
  timeMs,
  lastMs,
  count: 1,
  fact,
});
const note = (timeMs: number, lastMs = timeMs) =>
  event(timeMs, { kind: 'note', text: 'n' }, lastMs);

describe('groupMarks', () => {
  it('merges what is closer than the distance to a group’s first', () => {
    const groups = groupMarks([note(0), note(10), note(16), note(17), note(40)], 17);
    assert.deepEqual(
      groups.map(({ from, to }) => [from, to]),
      [
        [0, 3],
        [3, 4],
        [4, 5],
      ],
    );
  });

  it('lets the gravest lend its icon', () => {
    const trip = event(5, { kind: 'state', from: 'error', to: 'safeState', cause: '' });
    assert.equal(groupMarks([note(0), trip, note(6)], 17)[0].gravest, 1);
  });

  it('lasts as long as its longest event that lasts', () => {
    assert.equal(groupMarks([note(0), note(5)], 17)[0].lastMs, 0);
    assert.equal(groupMarks([note(0), note(5, 90)], 17)[0].lastMs, 90);
  });

  it('holds every event once, no two groups too close', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), fc.integer({ min: 1, max: 50 }), (times, closeMs) => {
        const events = times.toSorted((a, b) => a - b).map((t) => note(t));
        const groups = groupMarks(events, closeMs);
        assert.equal(
          groups.reduce((sum, { from, to }) => sum + to - from, 0),
          events.length,
        );
        groups.slice(1).forEach((group, i) => {
          assert.ok(group.timeMs - groups[i].timeMs >= closeMs);
        });
        assert.equal(groupFrom(groups, 500), groups.filter(({ timeMs }) => timeMs < 500).length);
      }),
    );
  });
});

describe('firstThatFits', () => {
  it('takes the longest in full, else a shorter one, else none', () => {
    const texts = ['SafeState: checksum ×5', 'SafeState'];
    const fit = (roomPx: number) => firstThatFits(texts, roomPx, (text) => text.length * 6);
    assert.equal(fit(200), texts[0]);
    assert.equal(fit(100), texts[1]);
    assert.equal(fit(50), undefined);
  });
});

describe('spreadLabels', () => {
  it('leaves alone what has room', () => {
    assert.deepEqual(spreadLabels([100, 20, 60], 0, 200), [100, 20, 60]);
  });

  it('moves neighbours apart about their middle', () => {
    assert.deepEqual(spreadLabels([50, 52], 0, 200), [41, 61]);
  });

  it('keeps order and distance and stays inside', () => {
    const labels = fc.array(fc.integer({ min: -50, max: 350 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(labels, (wanted) => {
        const placed = spreadLabels(wanted, 10, 290);
        const gap = Math.min(20, 280 / Math.max(1, wanted.length - 1));
        const order = wanted.map((_, i) => i).sort((a, b) => placed[a] - placed[b]);
        order.forEach((index, rank) => {
          assert.ok(placed[index] >= 10 - 1e-9 && placed[index] <= 290 + 1e-9);
          if (rank === 0) return;
          assert.ok(placed[index] - placed[order[rank - 1]] >= gap - 1e-6);
          assert.ok(wanted[index] >= wanted[order[rank - 1]]);
        });
      }),
    );
  });
});

describe('limitTick', () => {
  it('is about a hundredth of the axis, and round', () => {
    assert.equal(limitTick(36, 94), 1);
    assert.equal(limitTick(0, 4400), 50);
    assert.equal(limitTick(0, 1), 0.02);
    assert.equal(limitTick(5, 5), 1);
  });

  it('snaps without the dust of binary fractions', () => {
    assert.equal(snapToTick(0.3000001, 0.1), 0.3);
    assert.equal(snapToTick(73.26, 0.5), 73.5);
    assert.equal(snapToTick(-1234, 50), -1250);
  });
});

describe('boundText', () => {
  it('shows a bound as it was set', () => {
    const shown = [60.5, 70, 3100, -0.25, 2e-9].map((bound) => boundText(bound, ''));
    assert.deepEqual(shown, ['60.5', '70', '3,100', '−0.25', '2E−9']);
    assert.equal(boundText(70, 'degC'), '70\u00a0°C');
  });
});

describe('jumpTo', () => {
  const view = () => {
    const time = new TimeView(60_000);
    time.advance(1_000_000);
    time.setClock(true, 0);
    time.setBounds(0, 1_000_000);
    return time;
  };

  it('brings a time into the middle, behind live', () => {
    const time = view();
    jumpTo(time, 500_000, 500_000);
    assert.deepEqual([time.fromMs, time.toMs, time.mode], [470_000, 530_000, 'behind']);
  });

  it('leaves live for what is at the live edge as well', () => {
    const time = view();
    jumpTo(time, 999_800, 999_800);
    assert.equal(time.mode, 'behind');
    assert.ok(time.fromMs < 999_800 && time.toMs >= 999_800);
  });

  it('shows the whole of what lasts longer than the view', () => {
    const time = view();
    jumpTo(time, 200_000, 400_000);
    assert.ok(time.fromMs < 200_000 && time.toMs > 400_000);
  });

  it('goes to the known end of what began before anything is known', () => {
    const time = view();
    jumpTo(time, -Infinity, 300_000);
    assert.deepEqual([time.fromMs, time.toMs], [270_000, 330_000]);
  });
});
