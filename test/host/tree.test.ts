import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Device, Latch } from '../../src/device/device';
import { parseProfile } from '../../src/device/parseProfile';
import { Hub } from '../../src/hub';
import { Focus } from '../../src/vscode/focus';
import { DeviceRows } from '../../src/vscode/views/deviceRows';
import type { Row } from '../../src/vscode/views/rows';
import { FakeMemento } from '../unit/vscode/fakes';
import { extension, faultSpec, until } from './support';

function makeHub(): Hub {
  const dist = path.join(extension().extensionPath, 'dist');
  const latches = new Map<string, Latch | undefined>();
  return new Hub({
    workerPath: path.join(dist, 'worker.js'),
    sourcePath: path.join(dist, 'source.js'),
    workers: 1,
    storeBytes: 16 << 20,
    serialInProcess: false,
    latches: { get: (id) => latches.get(id), set: (id, latch) => latches.set(id, latch) },
    onBug: bug,
  });
}

function bug(error: unknown): void {
  throw error;
}

describe('the tree', () => {
  let hub: Hub;
  let rows: DeviceRows;
  let device: Device;

  before(() => {
    hub = makeHub();
    rows = new DeviceRows(hub, new Focus(hub.devices, new FakeMemento(), bug));
    const parsed = parseProfile({ name: 'Motor board', transport: { kind: 'simulator' } }, 0);
    assert.ok(parsed.ok);
    device = hub.devices.add(parsed.profile);
  });
  after(async () => {
    rows.dispose();
    await hub.dispose();
  });

  /** Label and description of the rows below a row, as shown. */
  const texts = (parent?: Row) =>
    rows.getChildren(parent).map((row) => {
      const { label = '', description = '' } = rows.getTreeItem(row);
      return [asText(label), asText(description)].map((text) => text.replaceAll('\u00a0', ' '));
    });
  const child = (label: string) => {
    const children = rows.getChildren(rows.getChildren()[0]);
    const found = children.find((row) => rows.getTreeItem(row).label === label);
    assert.ok(found !== undefined, `a row ${label}`);
    return found;
  };
  const rowText = (row: Row) => asText(rows.getTreeItem(row).description).replaceAll('\u00a0', ' ');
  /** As the pointer gets to read it; Markdown writes spaces and minus signs its own way. */
  const tooltip = (row: Row) => {
    const { tooltip: made } = rows.resolveTreeItem(new vscode.TreeItem(''), row);
    const text = made instanceof vscode.MarkdownString ? made.value : '';
    return text.replace(/&nbsp;|\u00a0/g, ' ').replaceAll('\\', '');
  };
  const icon = (row: Row) => {
    const { iconPath } = rows.getTreeItem(row);
    return iconPath instanceof vscode.ThemeIcon ? [iconPath.id, iconPath.color?.id] : undefined;
  };

  it('shows an idle device, its link and that it has no channels yet', () => {
    assert.deepEqual(texts(), [['Motor board', 'Idle']]);
    assert.deepEqual(icon(rows.getChildren()[0]), ['circle-large-outline', undefined]);
    const below = texts(rows.getChildren()[0]);
    assert.deepEqual(below, [
      ['Link', 'simulator, 100 Hz · closed'],
      ['Format', 'detecting'],
      ['Channels', 'No channels yet. They appear with the first decoded line.'],
      ['Losses', '0 dropped · 0 rejected'],
      ['State history', '0 changes'],
    ]);
  });

  it('shows rate, link, channels and values while it measures', async () => {
    await device.start();
    await until('eight channels', () => device.channels.length === 8);
    const [[name, description]] = texts();
    assert.equal(name, 'Motor board');
    assert.match(description, /^Measuring · \d+ S\/s$/);
    assert.deepEqual(icon(rows.getChildren()[0]), ['pulse', 'charts.green']);
    assert.match(rowText(child('Format')), /^keyValue · detected 0\.\d\d · next \w+ 0\.\d\d$/);
    assert.equal(rows.getTreeItem(child('Format')).contextValue, 'format.detected');
    assert.match(rowText(child('Channels')), /^8 · back to \d\d:\d\d$/);
    const channels = texts(child('Channels'));
    assert.deepEqual(channels[0][0], 'temp_motor');
    assert.match(channels[0][1], /^[\d.]+ °C$/);
    assert.match(channels[7][1], /^[\d.]+ µs$/);
  });

  it('keeps a row and its id, and shows anew only the rows that changed', async () => {
    const top = rows.getChildren()[0];
    const below = rows.getChildren(top);
    const channels = rows.getChildren(child('Channels'));
    for (const row of [top, ...below, ...channels]) rows.getTreeItem(row);
    const { samples } = device.counters;
    await until('new values', () => device.counters.samples > samples + 80);
    const changed = new Set<Row | undefined>();
    const subscription = rows.onDidChangeTreeData((row) => changed.add(row));
    rows.refresh();
    subscription.dispose();
    assert.ok(changed.has(channels[0]), 'a value moved');
    assert.ok(!changed.has(child('Link')), 'the link is as it was');
    assert.ok(!changed.has(undefined), 'the tree as a whole is left alone');
    assert.equal(rows.getChildren(child('Channels'))[0], channels[0]);
    assert.equal(rows.getTreeItem(channels[0]).id, 'telemetryhub-channel:motor-board/temp_motor');
    assert.equal(rows.getParent(channels[0]), child('Channels'));
  });

  it('shows what is armed, how long and how it is caught, as long as it is armed', async () => {
    const { id } = await device.arm({ ...faultSpec('flip', { probability: 0 }), durationS: 60 });
    await device.arm(faultSpec('spike', { probability: 0 }));
    assert.equal(texts()[0][1], '2 armed · Measuring');
    assert.equal(
      rows.getTreeItem(rows.getChildren()[0]).contextValue,
      'device.measuring.linked.armed',
    );
    const faults = child('Faults');
    assert.deepEqual(icon(faults), ['zap', 'charts.purple']);
    assert.equal(rows.getTreeItem(faults).description, '2 armed');
    const [[title, left], [spike]] = texts(faults);
    assert.equal(title, `Byte flip F-${String(id).padStart(3, '0')}`);
    assert.match(left, /^(1:00|0:\d\d) left$/);
    assert.match(spike, /^Value spike F-/);
    const [row] = rows.getChildren(faults);
    assert.equal(rows.getTreeItem(row).contextValue, 'fault');
    assert.match(tooltip(row), /on received data, Probability per byte 0, .*seed 1/);
    await device.disarm(id);
    assert.equal(texts(faults).length, 1);
    const changed = new Set<Row | undefined>();
    const subscription = rows.onDidChangeTreeData((one) => changed.add(one));
    rows.refresh();
    subscription.dispose();
    assert.ok(!changed.has(row), 'what is gone is not shown anew');
    await device.disarmAll();
    assert.throws(() => child('Faults'));
    assert.match(texts()[0][1], /^Measuring · /);
  });

  it('says beside the value what limit it is out of, in icon, colour and words', async () => {
    const [channel] = rows.getChildren(child('Channels'));
    const above = (level: 'warning' | 'critical', bound: number) => {
      const rest = { hysteresis: 0, persistenceMs: 0, action: 'mark' as const };
      return { channel: 'temp_motor', level, side: 'high' as const, bound, ...rest };
    };
    device.setLimits([above('warning', -1000)]);
    await until('the alarm', () => device.alarms.length === 1);
    assert.match(rowText(channel), /^[\d.]+ °C · above −1,000$/);
    assert.deepEqual(icon(channel), ['warning', 'charts.yellow']);
    assert.equal(rows.getTreeItem(channel).contextValue, 'channel.plotted.limited');
    assert.match(rows.getTreeItem(rows.getChildren()[0]).contextValue ?? '', /\.alarm$/);
    device.setLimits([above('warning', -1000), above('critical', -999)]);
    await until('both alarms', () => device.alarms.length === 2);
    assert.match(rowText(channel), / · above −999$/);
    assert.deepEqual(icon(channel), ['error', 'charts.red']);
    assert.match(tooltip(channel), /temp_motor above −1,000/);
    device.setLimits([]);
    assert.deepEqual(icon(channel), ['graph-line', undefined]);
    assert.equal(rows.getTreeItem(channel).contextValue, 'channel.plotted');
  });

  it('says what was lost, stage by stage', () => {
    const stages = texts(child('Losses')).map(([label]) => label);
    assert.deepEqual(stages, [
      'Dropped in the source',
      'Taken away by faults',
      'Dropped in the queue',
      'Rejected frames',
      'Values that were not finite',
      'Values of too many channels',
    ]);
  });

  it('says SafeState with its cause, and offers reset', async () => {
    await device.arm(faultSpec('communicationFailure', { probability: 1 }));
    await until('SafeState', () => device.state === 'safeState');
    const [top] = rows.getChildren();
    assert.match(texts()[0][1], /^SafeState · framing/);
    assert.deepEqual(icon(top), ['shield', 'charts.red']);
    const item = rows.getTreeItem(top);
    assert.match(item.contextValue ?? '', /^device\.safeState\b/);
    assert.match(item.accessibilityInformation?.label ?? '', /^Motor board, SafeState, framing/);
    assert.match(tooltip(top), /Motor board: SafeState since .*Cause: framing.*Rejected: [1-9]/s);
    const losses = texts(child('Losses'));
    assert.match(losses.find(([label]) => label === 'Rejected frames')?.[1] ?? '', /^[1-9]/);
  });
});

function asText(part: unknown): string {
  assert.equal(typeof part, 'string');
  return String(part);
}
