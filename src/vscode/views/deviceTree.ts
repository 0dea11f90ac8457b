import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import type { Hub } from '../../hub';
import { Disposables } from '../disposables';
import type { Focus } from '../focus';
import { Throttle } from '../throttle';
import { watchDevices } from '../watchDevices';
import { ChannelDrag } from './channelDrag';
import { isActing } from './isActing';
import { LateRows } from './lateRows';
import type { Row } from './rows';

const REFRESH_MS = 250;
/** VS Code draws a device's rows all anew, however few of them changed: that many take a while. */
const MANY_ROWS = 64;
const MANY_REFRESH_MS = 1000;
/** How often the age of a value is counted on while nothing comes. */
const AGE_MS = 1000;

/** The Devices view: refreshed at most 4 times a second while it is seen; its badge counts devices that need the user. */
export class DeviceTree {
  private readonly owned = new Disposables();
  private readonly rows: LateRows;
  private readonly view: vscode.TreeView<Row>;
  private ageing: NodeJS.Timeout | undefined;

  constructor(
    private readonly hub: Hub,
    focus: Focus,
  ) {
    const rows = this.owned.add(new LateRows(hub, focus));
    this.rows = rows;
    const throttle = this.owned.add(
      new Throttle(
        () => (rows.shownCount > MANY_ROWS ? MANY_REFRESH_MS : REFRESH_MS),
        () => {
          this.refresh();
        },
      ),
    );
    const request = () => {
      throttle.request();
    };
    this.view = this.owned.add(
      vscode.window.createTreeView('telemetryhub.devices', {
        treeDataProvider: rows,
        dragAndDropController: new ChannelDrag(),
      }),
    );
    this.owned.onDispose(
      watchDevices(hub.devices, (device) => {
        if (device === undefined) rows.reset();
        request();
      }),
    );
    this.owned.onDispose(focus.onChange(request));
    this.owned.add(rows.onDidMissRefresh(request));
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
    this.view.badge = badgeOf(all);
    clearTimeout(this.ageing);
    if (!this.view.visible) return;
    this.rows.refresh();
    // Values grow old, and faults end, while nothing else changes: one shot at a time, and only where there is such a thing.
    if (all.some((device) => isActing(device) || device.faults.length > 0)) {
      this.ageing = setTimeout(() => {
        this.refresh();
      }, AGE_MS);
    }
  }
}

/** Devices that need the user: in SafeState, or with a critical limit that was crossed and not acknowledged. */
function badgeOf(devices: readonly Device[]): vscode.ViewBadge | undefined {
  const safe = devices.filter(({ state }) => state === 'safeState').length;
  const alarmed = devices.filter(
    ({ state, alarms }) =>
      state !== 'safeState' &&
      alarms.some(({ limit, acknowledged }) => limit.level === 'critical' && !acknowledged),
  ).length;
  if (safe + alarmed === 0) return undefined;
  const parts = [
    safe === 0 ? '' : vscode.l10n.t('{0} in SafeState', safe),
    alarmed === 0 ? '' : vscode.l10n.t('{0} out of a critical limit', alarmed),
  ];
  return { value: safe + alarmed, tooltip: parts.filter((part) => part !== '').join(', ') };
}
