import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import type { Hub } from '../../hub';
import { Disposables } from '../disposables';
import type { Focus } from '../focus';
import { Throttle } from '../throttle';
import { watchDevices } from '../watchDevices';
import { rowItem, rowKey, type LossStage, type Row } from './rows';

const REFRESH_MS = 250;
const LOSS_STAGES: readonly LossStage[] = ['source', 'queue', 'rejected', 'notFinite'];

/** Devices, their link, channels, losses and history; refreshed at most 4 times a second, row by row. */
export class DeviceTree implements vscode.TreeDataProvider<Row> {
  private readonly emitter = new vscode.EventEmitter<Row | undefined>();
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly owned = new Disposables();
  private readonly rows = new Map<string, Row>();
  private readonly shownKeys = new Map<string, string>();
  private readonly channelCounts = new Map<string, number>();
  private readonly view: vscode.TreeView<Row>;

  constructor(
    private readonly hub: Hub,
    private readonly focus: Focus,
  ) {
    this.owned.add(this.emitter);
    const throttle = this.owned.add(
      new Throttle(REFRESH_MS, () => {
        this.refresh();
      }),
    );
    this.view = this.owned.add(
      vscode.window.createTreeView('telemetryhub.devices', { treeDataProvider: this }),
    );
    this.owned.onDispose(
      watchDevices(hub.devices, (device) => {
        if (device === undefined) this.reset();
        throttle.request();
      }),
    );
    this.owned.onDispose(
      focus.onChange(() => {
        throttle.request();
      }),
    );
    this.owned.add(
      this.view.onDidChangeSelection(({ selection }) => {
        const row = selection.at(0);
        if (row !== undefined) focus.set(row.device.profile.id);
      }),
    );
    this.owned.add(
      this.view.onDidChangeVisibility(() => {
        throttle.request();
      }),
    );
    this.refresh();
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const item = rowItem(row, this.focus, this.hub.nowMs());
    this.shownKeys.set(row.id, rowKey(item));
    return item;
  }

  getParent(row: Row): Row | undefined {
    const id = row.device.profile.id;
    if (row.kind === 'device') return undefined;
    if (row.kind === 'channel') return this.rows.get(`${id}:channels`);
    return this.rows.get(row.kind === 'loss' ? `${id}:losses` : id);
  }

  getChildren(row?: Row): Row[] {
    if (row === undefined) return this.hub.devices.all.map((device) => this.deviceRow(device));
    const { device } = row;
    const id = device.profile.id;
    switch (row.kind) {
      case 'device':
        return (['link', 'channels', 'losses', 'history'] as const).map((kind) =>
          this.row({ kind, id: `${id}:${kind}`, device }),
        );
      case 'channels':
        this.channelCounts.set(id, device.channels.length);
        return device.channels.map((channel) =>
          this.row({
            kind: 'channel',
            id: `${id}:channel:${channel.name}`,
            device,
            channelId: channel.id,
          }),
        );
      case 'losses':
        return LOSS_STAGES.map((stage) =>
          this.row({ kind: 'loss', id: `${id}:loss:${stage}`, device, stage }),
        );
      default:
        return [];
    }
  }

  dispose(): void {
    this.owned.dispose();
  }

  private deviceRow(device: Device): Row {
    return this.row({ kind: 'device', id: device.profile.id, device });
  }

  /** The one row object of an id: the tree recognises rows by identity. */
  private row(wanted: Row): Row {
    const present = this.rows.get(wanted.id);
    if (present?.device === wanted.device) return present;
    this.rows.set(wanted.id, wanted);
    return wanted;
  }

  private reset(): void {
    this.rows.clear();
    this.shownKeys.clear();
    this.channelCounts.clear();
    this.emitter.fire(undefined);
  }

  private refresh(): void {
    const devices = this.hub.devices.all;
    const safe = devices.filter((device) => device.state === 'safeState').length;
    const tooltip = `${String(safe)} in SafeState`;
    this.view.badge = safe === 0 ? undefined : { value: safe, tooltip };
    if (!this.view.visible) return;
    for (const row of this.changedRows()) this.emitter.fire(row);
  }

  private changedRows(): Row[] {
    const changed: Row[] = [];
    for (const row of this.rows.values()) {
      const shown = this.shownKeys.get(row.id);
      if (shown === undefined) continue;
      const grew =
        row.kind === 'channels' &&
        row.device.channels.length !== (this.channelCounts.get(row.device.profile.id) ?? 0);
      const key = rowKey(rowItem(row, this.focus, this.hub.nowMs()));
      if (grew || key !== shown) changed.push(row);
    }
    return changed;
  }
}
