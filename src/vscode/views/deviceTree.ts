import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import type { Hub } from '../../hub';
import { Disposables } from '../disposables';
import type { Focus } from '../focus';
import { Throttle } from '../throttle';
import { watchDevices } from '../watchDevices';
import { isActing, rowItem, rowKey, type LossStage, type Row } from './rows';

const REFRESH_MS = 250;
/** How often the age of a value is counted on while nothing comes. */
const AGE_MS = 1000;
const DEVICE_ROWS = ['link', 'faults', 'channels', 'losses', 'history'] as const;
const LOSS_STAGES: readonly LossStage[] = ['source', 'queue', 'rejected', 'notFinite'];

/** Devices, their link, channels, losses and history; refreshed at most 4 times a second, row by row. */
export class DeviceTree implements vscode.TreeDataProvider<Row> {
  private readonly emitter = new vscode.EventEmitter<Row | undefined>();
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly owned = new Disposables();
  private readonly rows = new Map<string, Row>();
  private readonly shownKeys = new Map<string, string>();
  /** How many children an expandable row had when it was last asked for them. */
  private readonly childCounts = new Map<string, number>();
  private ageing: NodeJS.Timeout | undefined;
  private readonly view: vscode.TreeView<Row>;

  constructor(
    readonly hub: Hub,
    readonly focus: Focus,
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

  /** True while the user can see it. */
  get visible(): boolean {
    return this.view.visible;
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const item = rowItem(row, this);
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
    const children = this.childrenOf(row);
    this.childCounts.set(row.id, children.length);
    return children;
  }

  dispose(): void {
    clearTimeout(this.ageing);
    this.owned.dispose();
  }

  private childrenOf(row: Row): Row[] {
    const { device } = row;
    const id = device.profile.id;
    switch (row.kind) {
      case 'device':
        return DEVICE_ROWS.filter((kind) => kind !== 'faults' || isArmed(device)).map((kind) =>
          this.row({ kind, id: `${id}:${kind}`, device }),
        );
      case 'channels':
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
    this.childCounts.clear();
    this.emitter.fire(undefined);
  }

  private refresh(): void {
    const devices = this.hub.devices.all;
    const safe = devices.filter((device) => device.state === 'safeState').length;
    const tooltip = `${String(safe)} in SafeState`;
    this.view.badge = safe === 0 ? undefined : { value: safe, tooltip };
    if (!this.view.visible) return;
    for (const row of this.changedRows()) this.emitter.fire(row);
    this.age();
  }

  /** Values grow old while nothing else changes: one shot at a time, and only where frames are due. */
  private age(): void {
    clearTimeout(this.ageing);
    if (!this.hub.devices.all.some(isActing)) return;
    this.ageing = setTimeout(() => {
      this.refresh();
    }, AGE_MS);
  }

  private changedRows(): Row[] {
    const changed: Row[] = [];
    for (const row of this.rows.values()) {
      const shown = this.shownKeys.get(row.id);
      if (shown === undefined) continue;
      if (this.hasOtherChildren(row) || rowKey(rowItem(row, this)) !== shown) changed.push(row);
    }
    return changed;
  }

  private hasOtherChildren(row: Row): boolean {
    const shown = this.childCounts.get(row.id) ?? 0;
    if (row.kind === 'channels') return row.device.channels.length !== shown;
    if (row.kind !== 'device' || shown === 0) return false;
    return (shown === DEVICE_ROWS.length) !== isArmed(row.device);
  }
}

function isArmed(device: Device): boolean {
  return device.fault.kind !== 'none';
}
