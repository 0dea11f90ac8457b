import * as vscode from 'vscode';
import type { Hub } from '../../hub';
import { Disposables } from '../disposables';
import type { Focus } from '../focus';
import { Throttle } from '../throttle';
import { watchDevices } from '../watchDevices';
import { DeviceRows } from './deviceRows';
import { isActing, type Row } from './rows';

const REFRESH_MS = 250;
/** How often the age of a value is counted on while nothing comes. */
const AGE_MS = 1000;

/** The Devices view: refreshed at most 4 times a second while it is seen; its badge counts SafeStates. */
export class DeviceTree {
  private readonly owned = new Disposables();
  private readonly rows: DeviceRows;
  private readonly view: vscode.TreeView<Row>;
  private ageing: NodeJS.Timeout | undefined;

  constructor(
    private readonly hub: Hub,
    focus: Focus,
  ) {
    const rows = this.owned.add(new DeviceRows(hub, focus));
    this.rows = rows;
    const throttle = this.owned.add(
      new Throttle(REFRESH_MS, () => {
        this.refresh();
      }),
    );
    const request = () => {
      throttle.request();
    };
    this.view = this.owned.add(
      vscode.window.createTreeView('telemetryhub.devices', { treeDataProvider: rows }),
    );
    this.owned.onDispose(
      watchDevices(hub.devices, (device) => {
        if (device === undefined) rows.reset();
        request();
      }),
    );
    this.owned.onDispose(focus.onChange(request));
    this.owned.add(
      this.view.onDidChangeSelection(({ selection }) => {
        const row = selection.at(0);
        if (row !== undefined) focus.set(row.device.profile.id);
      }),
    );
    this.owned.add(this.view.onDidChangeVisibility(request));
    this.refresh();
  }

  /** True while the user can see it. */
  get visible(): boolean {
    return this.view.visible;
  }

  dispose(): void {
    clearTimeout(this.ageing);
    this.owned.dispose();
  }

  private refresh(): void {
    const { all } = this.hub.devices;
    const safe = all.filter((device) => device.state === 'safeState').length;
    const tooltip = `${String(safe)} in SafeState`;
    this.view.badge = safe === 0 ? undefined : { value: safe, tooltip };
    clearTimeout(this.ageing);
    if (!this.view.visible) return;
    this.rows.refresh();
    // Values grow old while nothing else changes: one shot at a time, and only where frames are due.
    if (all.some(isActing)) {
      this.ageing = setTimeout(() => {
        this.refresh();
      }, AGE_MS);
    }
  }
}
