import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Device } from '../../src/device/device';
import { Store } from '../../src/store/store';
import { Focus } from '../../src/vscode/focus';
import { DeviceRows } from '../../src/vscode/views/deviceRows';
import type { Row } from '../../src/vscode/views/rows';
import { PROFILE } from '../unit/device/profile';
import { fakeDevices, FakeMemento } from '../unit/vscode/fakes';

const DEVICES = 8;
const CHANNELS = 200;
/** A channel that is not plotted at first: the first plots are made of the earliest ones. */
const LATE = `c${String(CHANNELS - 1)}`;

/** Counts how many rows of channels are described: each asks once whether it is plotted. */
class CountingFocus extends Focus {
  asked = 0;

  override isPlotted(device: Device, channelId: string): boolean {
    this.asked++;
    return super.isPlotted(device, channelId);
  }
}

describe('a tree of 8 devices with 200 channels each', () => {
  const transports: NonNullable<Parameters<typeof fakeDevices>[0]> = [];
  const devices = fakeDevices(transports);
  let nowMs = 1000;
  const hub = { devices, store: new Store(1 << 20), wallOffsetMs: 0, nowMs: () => nowMs };
  const focus = new CountingFocus(devices, new FakeMemento(), (error) => {
    throw error;
  });
  const rows = new DeviceRows(hub, focus);

  const receive = (at: number, line: string) => {
    transports[at].listener.onChunk({ timeMs: nowMs, bytes: Buffer.from(`${line}\n`) });
  };
  const channelsRow = (device: Row) =>
    rows.getChildren(device).find(({ kind }) => kind === 'channels') ?? assert.fail('no channels');
  const channelRows = (device: Row) => rows.getChildren(channelsRow(device));
  /** Has VS Code look at all rows, as when all are unfolded. */
  const showAll = () => {
    for (const device of rows.getChildren()) {
      for (const row of [device, ...rows.getChildren(device), ...channelRows(device)]) {
        rows.getTreeItem(row);
      }
    }
  };
  /** The rows that VS Code is told of by one refresh, which it then looks at. */
  const refreshed = (): Row[] => {
    const told: Row[] = [];
    const subscription = rows.onDidChangeTreeData((row) => {
      if (row !== undefined) told.push(row);
    });
    rows.refresh();
    subscription.dispose();
    for (const row of told) rows.getTreeItem(row);
    return told;
  };

  before(async () => {
    const line = Array.from({ length: CHANNELS }, (_, i) => `c${String(i)}:${String(i)}`).join(' ');
    for (let i = 0; i < DEVICES; i++) {
      const device = devices.add({ ...PROFILE, id: `d${String(i)}`, name: `Board ${String(i)}` });
      await device.start();
      receive(i, line);
      assert.equal(device.channels.length, CHANNELS);
    }
    showAll();
  });
  after(() => rows.dispose());

  it('has 100 rows of channels a device, and one that stands for the others', () => {
    for (const device of rows.getChildren()) {
      const channels = channelRows(device);
      assert.equal(channels.length, 101);
      assert.deepEqual(
        channels.slice(0, 2).map((row) => rows.getTreeItem(row).label),
        ['c0', 'c1'],
      );
      const [last] = channels.slice(-1);
      assert.equal(rows.getTreeItem(last).label, '… 100 more channels');
      assert.equal(rows.getParent(last), channelsRow(device));
    }
  });

  it('makes as many items a refresh as it has rows, and tells of none while nothing changes', () => {
    focus.asked = 0;
    assert.deepEqual(refreshed(), []);
    // One for each row, and one for each channel to see which of them have rows, twice: for the list and its last row.
    assert.ok(focus.asked <= DEVICES * (100 + 2 * CHANNELS), `${String(focus.asked)} asked`);
  });

  it('tells of the one row whose value has changed', () => {
    receive(3, 'c5:55');
    const told = refreshed().map(({ id }) => id);
    assert.ok(told.includes('telemetryhub-channel:d3/c5'));
    assert.ok(
      told.every((id) => id.startsWith('d3') || id === 'telemetryhub-channel:d3/c5'),
      told.join(),
    );
  });

  it('counts the age of what comes no more by the minute, so that it costs nothing each second', () => {
    nowMs += 120_500;
    refreshed();
    nowMs += 1000;
    assert.deepEqual(refreshed(), []);
    const [device] = rows.getChildren();
    assert.match(String(rows.getTreeItem(channelRows(device)[0]).description), /· 2 min old$/);
  });

  it('gives a channel that is plotted a row, whenever it came', () => {
    const [device] = rows.getChildren();
    const labels = () => channelRows(device).map((row) => rows.getTreeItem(row).label);
    assert.ok(!labels().includes(LATE));
    focus.plot(device.device, `d0/${LATE}`, true);
    assert.deepEqual(labels().slice(-2), [LATE, '… 100 more channels']);
    assert.ok(
      refreshed().some(({ kind }) => kind === 'channels'),
      'the list is drawn anew',
    );
  });

  it('leads from the row of the others to the plot of its device', () => {
    const [, device] = rows.getChildren();
    const [last] = channelRows(device).slice(-1);
    const { command } = rows.getTreeItem(last);
    assert.deepEqual([command?.command, command?.arguments], ['telemetryhub.openPlot', ['d1']]);
    assert.ok(rows.getTreeItem(last) instanceof vscode.TreeItem);
  });
});
