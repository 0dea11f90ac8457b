import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import type { Devices } from '../../device/devices';
import type { Focus } from '../focus';
import { CHANNEL_ROW } from './channelDrag';
import { hasTrouble } from './formatItem';
import { InFlight } from './inFlight';
import { LOSS_STAGES } from './lossItem';
import { rowedChannels } from './rowedChannels';
import { rowItem, rowKey, rowTooltip, type Row, type RowContext } from './rows';

const IN_FLIGHT_MS = 5000;
/** Under which row of its device a row stands. */
const GROUPS: Readonly<Partial<Record<Row['kind'], string>>> = {
  channel: ':channels',
  moreChannels: ':channels',
  fault: ':faults',
  loss: ':losses',
};
const DEVICE_ROWS = [
  'link',
  'format',
  'why',
  'faults',
  'channels',
  'log',
  'losses',
  'history',
] as const;

/** Rows that are there only while they have something to say. */
const IS_SHOWN: { readonly [K in (typeof DEVICE_ROWS)[number]]?: (device: Device) => boolean } = {
  why: hasTrouble,
  faults: ({ faults }) => faults.length > 0,
  log: ({ log }) => log.total > 0,
};

/** The rows of the tree: which there are, and which of them look other than when they were last shown. */
export class DeviceRows implements vscode.TreeDataProvider<Row> {
  private readonly emitter = new vscode.EventEmitter<Row | undefined>();
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly stale = new vscode.EventEmitter<undefined>();
  /** A refresh was asked for while VS Code was still at the last one, and now it could take it. */
  readonly onDidMissRefresh = this.stale.event;
  private readonly inFlight: InFlight;
  private readonly rows = new Map<string, Row>();
  private readonly shownKeys = new Map<string, string>();
  /** Ids of the children an expandable row had when it was last asked for them. */
  private readonly shownChildren = new Map<string, readonly string[]>();

  constructor(
    readonly hub: RowContext['hub'] & { readonly devices: Devices },
    readonly focus: Focus,
  ) {
    this.inFlight = new InFlight(() => hub.nowMs(), IN_FLIGHT_MS);
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const item = rowItem(row, this);
    this.shownKeys.set(row.id, rowKey(item));
    if (this.inFlight.taken(row.id)) this.stale.fire(undefined);
    return item;
  }

  getParent(row: Row): Row | undefined {
    const id = row.device.profile.id;
    if (row.kind === 'device') return undefined;
    return this.rows.get(id + (GROUPS[row.kind] ?? ''));
  }

  getChildren(row?: Row): Row[] {
    if (row === undefined) {
      const { all } = this.hub.devices;
      return all.map((device) => this.row({ kind: 'device', id: device.profile.id, device }));
    }
    const children = this.childrenOf(row);
    this.forgetGone(row, children);
    return children;
  }

  /** Made when the pointer rests on a row, so that what it says is true then. */
  resolveTreeItem(item: vscode.TreeItem, row: Row): vscode.TreeItem {
    item.tooltip = rowTooltip(row, this);
    return item;
  }

  /** How many rows have been shown and are still there. */
  get shownCount(): number {
    return this.shownKeys.size;
  }

  /** Has the rows shown anew that changed, and no others; nothing while VS Code is still at the last ones. */
  refresh(): void {
    if (!this.inFlight.free) return;
    const changed = this.changedRows();
    this.inFlight.told(new Set(changed.map(({ id }) => id)));
    for (const row of changed) this.emitter.fire(row);
  }

  /** Has all rows shown anew: devices came or went. */
  reset(): void {
    this.rows.clear();
    this.shownKeys.clear();
    this.shownChildren.clear();
    this.inFlight.clear();
    this.emitter.fire(undefined);
  }

  dispose(): void {
    this.emitter.dispose();
    this.stale.dispose();
  }

  private childrenOf(row: Row): Row[] {
    const { device } = row;
    const id = device.profile.id;
    switch (row.kind) {
      case 'device':
        return DEVICE_ROWS.filter((kind) => IS_SHOWN[kind]?.(device) !== false).map((kind) =>
          this.row({ kind, id: `${id}:${kind}`, device }),
        );
      case 'channels':
        return this.channelRows(device);
      case 'faults':
        return device.faults.map(({ id: faultId }) =>
          this.row({ kind: 'fault', id: `${id}:fault:${String(faultId)}`, device, faultId }),
        );
      case 'losses':
        return LOSS_STAGES.map((stage) =>
          this.row({ kind: 'loss', id: `${id}:loss:${stage}`, device, stage }),
        );
      default:
        return [];
    }
  }

  private channelRows(device: Device): Row[] {
    const rowed = rowedChannels(device, this.focus);
    const rows = rowed.map(({ id: channelId }) =>
      this.row({ kind: 'channel', id: CHANNEL_ROW + channelId, device, channelId }),
    );
    if (rowed.length === device.channels.length) return rows;
    const id = `${device.profile.id}:moreChannels`;
    return [...rows, this.row({ kind: 'moreChannels', id, device })];
  }

  /** The one row object of an id: the tree recognises rows by identity. */
  private row(wanted: Row): Row {
    const present = this.rows.get(wanted.id);
    if (present?.device === wanted.device) return present;
    this.rows.set(wanted.id, wanted);
    return wanted;
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
    const shown = this.shownChildren.get(row.id);
    if (shown === undefined) return false;
    const children = this.childrenOf(row);
    return children.length !== shown.length || children.some(({ id }, i) => id !== shown[i]);
  }

  /** A fault that ended has no row: nobody is to be told that its row looks other now. */
  private forgetGone(row: Row, children: readonly Row[]): void {
    const ids = children.map(({ id }) => id);
    const present = new Set(ids);
    for (const id of this.shownChildren.get(row.id) ?? []) {
      if (!present.has(id)) this.forget(id);
    }
    this.shownChildren.set(row.id, ids);
  }

  private forget(id: string): void {
    for (const child of this.shownChildren.get(id) ?? []) this.forget(child);
    this.rows.delete(id);
    this.shownKeys.delete(id);
    this.shownChildren.delete(id);
  }
}
