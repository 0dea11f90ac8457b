import { t } from '@vscode/l10n';
import type { Device } from '../device/device';
import type { Devices } from '../device/devices';
import type { Limit } from '../model';
import { MAX_LIMITS } from '../watch/limits';
import { parseLimit, parseLimits } from '../watch/parseLimits';

/** What tells a limit from the others of its device. */
export type LimitKey = Pick<Limit, 'channel' | 'level' | 'side'>;

/** Where limits are kept: the setting `telemetryhub.limits` in the extension. */
export interface LimitStore {
  /** As it counts, checked for nothing. */
  read(): unknown;
  /** Where `write` puts it; what else is set there must stay. */
  readOwn(): unknown;
  write(value: unknown): Promise<void>;
}

/** Limits that count for every device. */
const EVERY = '*';
const SETTING = 'telemetryhub.limits';

/**
 * The limits of all devices as the settings have them: given to each device when it comes, when they change, and written
 * back when the user moves one. Of the same channel, level and side the device's own counts.
 */
export class LimitSettings {
  private readonly known = new WeakSet<Device>();
  private writing: Promise<void> = Promise.resolve();
  private readonly off: () => void;

  constructor(
    private readonly devices: Devices,
    private readonly store: LimitStore,
  ) {
    this.off = devices.onChange(() => {
      this.give((device) => !this.known.has(device));
    });
    this.apply();
  }

  /** Reads the setting again. */
  apply(): void {
    this.give(() => true);
  }

  /** What is wrong with the setting, one message each. */
  problems(): readonly string[] {
    const value = this.store.read();
    if (!isLists(value)) return [t('{0} must be an object of lists.', SETTING)];
    return Object.entries(value).flatMap(([key, list]) =>
      parseLimits(list).problems.map((problem) => `${SETTING}["${key}"]: ${problem}`),
    );
  }

  /** Adds a limit, or replaces the one of the same channel, level and side. */
  set(device: Device, limit: Limit): Promise<void> {
    return this.edit(device, (list) => {
      const at = list.findIndex((entry) => isLimit(entry, limit));
      if (at >= 0) return list.with(at, changed(list[at], limit));
      if (parseLimits(list).limits.length === MAX_LIMITS) {
        throw new Error(t('A device has at most {0} limits. Remove one first.', MAX_LIMITS));
      }
      return [...list, limit];
    });
  }

  /** Takes a limit away. One that is set for every device must go there. */
  remove(device: Device, key: LimitKey): Promise<void> {
    return this.edit(device, (list) => {
      const left = list.filter((entry) => !isLimit(entry, key));
      if (left.length === list.length && this.listOf(EVERY).some((one) => isSame(one, key))) {
        throw new Error(
          t(
            'This limit of {0} is set for every device. Remove it from {1} under "{2}", then it goes.',
            key.channel,
            SETTING,
            EVERY,
          ),
        );
      }
      return left;
    });
  }

  dispose(): void {
    this.off();
  }

  private give(chosen: (device: Device) => boolean): void {
    for (const device of this.devices.all.filter(chosen)) {
      this.known.add(device);
      device.setLimits(this.limitsOf(device));
    }
  }

  private limitsOf(device: Device): Limit[] {
    const own = this.listOf(this.keyOf(device));
    const every = this.listOf(EVERY).filter((one) => !own.some((other) => isSame(one, other)));
    return [...own, ...every];
  }

  private listOf(key: string): Limit[] {
    const value = this.store.read();
    const list = isLists(value) ? value[key] : undefined;
    return list === undefined ? [] : parseLimits(list).limits;
  }

  /** The setting's name for a device: its name, unless the user wrote its id. */
  private keyOf({ profile: { id, name } }: Device): string {
    const value = this.store.read();
    return isLists(value) && !(name in value) && id in value ? id : name;
  }

  private edit(device: Device, change: (list: unknown[]) => unknown[]): Promise<void> {
    // One after the other: each starts from what the former has written.
    const edited = this.writing.then(() => this.write(device, change));
    this.writing = edited.catch(() => undefined);
    return edited;
  }

  /** Changes the list as it is written: what could not be read there is the user's, and stays. */
  private async write(device: Device, change: (list: unknown[]) => unknown[]): Promise<void> {
    const key = this.keyOf(device);
    const others = Object.fromEntries(
      Object.entries(listsOf(this.store.readOwn())).filter(([name]) => name !== key),
    );
    const list = change(this.writtenOf(key));
    await this.store.write(list.length === 0 ? others : { ...others, [key]: list });
    // What the user set for all workspaces would show again: only an empty list hides it.
    if (list.length === 0 && this.writtenOf(key).length > 0) {
      await this.store.write({ ...others, [key]: [] });
    }
    this.give((one) => one === device);
  }

  private writtenOf(key: string): unknown[] {
    const { [key]: list = [] } = listsOf(this.store.read());
    if (Array.isArray(list)) return list as unknown[];
    throw new Error(t('{0} must be a list in brackets.', `${SETTING}["${key}"]`));
  }
}

/** An entry of the setting that counts as this limit. */
function isLimit(entry: unknown, key: LimitKey): boolean {
  const limit = parseLimit(entry);
  return typeof limit !== 'string' && isSame(limit, key);
}

/** The entry with what is different now; a default that nobody wrote is not written either. */
function changed(entry: unknown, limit: Limit): unknown {
  const before = parseLimit(entry);
  if (typeof before === 'string' || typeof entry !== 'object') return limit;
  const different = Object.entries(limit).filter(
    ([field, value]) => before[field as keyof Limit] !== value,
  );
  return { ...entry, ...Object.fromEntries(different) };
}

function isSame(a: LimitKey, b: LimitKey): boolean {
  return a.channel === b.channel && a.level === b.level && a.side === b.side;
}

/** The setting, where nothing stands for an empty one; what is of another shape is not written over. */
function listsOf(value: unknown): Record<string, unknown> {
  if (value === undefined) return {};
  if (isLists(value)) return value;
  throw new Error(t('{0} must be an object of lists.', SETTING));
}

function isLists(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
