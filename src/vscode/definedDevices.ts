import { t } from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { FormatValue } from '../decode/writeFormat';
import { parseProfile } from '../device/parseProfile';
import type { DeviceProfile } from '../device/profile';
import type { Device } from '../device/device';
import type { Devices } from '../device/devices';
import type { Settings } from './settings';

const KEPT = 'telemetryhub.devices';

/** Writes the format of a device that the settings define, where they do. */
export type FormatWriter = (deviceId: string, format: FormatValue) => Promise<void>;

/**
 * Keeps the hub's devices in step with their definitions: those of the settings, and those added by
 * hand, which the workspace remembers. A device whose definition is unchanged is left alone.
 */
export class DefinedDevices {
  private readonly fromSettings = new Map<string, string>();
  private remembering: Promise<void> = Promise.resolve();

  constructor(
    private readonly devices: Devices,
    private readonly memory: vscode.Memento,
    private settings: Settings,
    private readonly writeFormat: FormatWriter,
  ) {
    for (const entry of this.kept()) this.addParsed(entry);
  }

  /** Adds, replaces and removes what the settings changed. */
  async apply(settings: Settings): Promise<void> {
    this.settings = settings;
    const wanted = new Map(settings.profiles.map((p) => [p.id, JSON.stringify(p)]));
    for (const [id, text] of this.fromSettings) {
      if (wanted.get(id) === text || this.reformat(id)) continue;
      this.fromSettings.delete(id);
      if (!settings.profiles.some((profile) => profile.id === id)) await this.devices.remove(id);
    }
    for (const profile of settings.profiles) {
      if (this.fromSettings.has(profile.id)) continue;
      const text = JSON.stringify(profile);
      const former = this.devices.get(profile.id);
      // A definition in the settings takes the place of one added by hand, unless it says the same.
      if (former === undefined) this.devices.add(profile);
      else if (JSON.stringify(former.profile) !== text) await this.replace(former, profile);
      this.fromSettings.set(profile.id, text);
    }
  }

  /**
   * Adds a device by hand and remembers it: see `remembered`. The one already there stays when the settings define it, or
   * when it is the same; otherwise, as after a change of baud rate, the new one takes its place.
   */
  async add(definition: { name: string; transport: object }): Promise<Device> {
    const parsed = parseProfile(definition, 0, this.settings);
    if (!parsed.ok) throw new Error(parsed.message);
    const { id } = parsed.profile;
    const present = this.devices.get(id);
    if (present !== undefined) {
      const same = JSON.stringify(present.profile) === JSON.stringify(parsed.profile);
      if (same || this.fromSettings.has(id)) return present;
      await this.remove(id);
    }
    const device = this.devices.add(parsed.profile);
    // Not awaited here: VS Code's answer takes up to 130 ms in a window that starts, and the link can open meanwhile.
    this.remembering = Promise.resolve(this.memory.update(KEPT, [...this.kept(), definition]));
    return device;
  }

  /** Settles when what was added last is remembered. */
  get remembered(): Promise<void> {
    return this.remembering;
  }

  /** Removes a device added by hand; one of the settings must go there. */
  async remove(id: string): Promise<void> {
    if (this.fromSettings.has(id)) {
      throw new Error(
        t(
          '{0} is defined in the setting {1}. Remove it from there, then it goes.',
          id,
          'telemetryhub.devices',
        ),
      );
    }
    await this.devices.remove(id);
    await this.forget(id);
  }

  /**
   * Gives a device another wire format for good; its link and its samples stay, but for a decoder script, which needs the
   * device made anew. Throws a plain message for a format that is none.
   */
  async setFormat(device: Device, format: FormatValue): Promise<void> {
    const { id } = device.profile;
    if (this.fromSettings.has(id)) {
      await this.writeFormat(id, format);
      return;
    }
    const entries = [...this.kept()];
    const at = entries.findIndex((entry) => this.idOf(entry) === id);
    entries[at] = { ...(entries[at] as object), format };
    const parsed = parseProfile(entries[at], 0, this.settings);
    if (!parsed.ok) throw new Error(parsed.message);
    await this.memory.update(KEPT, entries);
    if (!isScripted(device.profile) && !isScripted(parsed.profile)) {
      device.setFormat(parsed.profile.format);
      return;
    }
    await this.replace(device, parsed.profile);
  }

  /** Makes a device anew; where that is for its decoder alone, it goes on measuring. */
  private async replace(device: Device, profile: DeviceProfile): Promise<void> {
    const { state } = device;
    const goesOn =
      isSameBut(device.profile, profile) && (state === 'measuring' || state === 'error');
    await this.devices.remove(profile.id);
    const made = this.devices.add(profile);
    if (goesOn) await made.start();
  }

  /** Where only the format of a definition changed, the device goes on in the new one. */
  private reformat(id: string): boolean {
    const profile = this.settings.profiles.find((one) => one.id === id);
    const device = this.devices.get(id);
    if (profile === undefined || device === undefined) return false;
    if (isScripted(profile) || isScripted(device.profile)) return false;
    if (!isSameBut(device.profile, profile)) return false;
    device.setFormat(profile.format);
    this.fromSettings.set(id, JSON.stringify(profile));
    return true;
  }

  /** What was added by hand, as an entry of the settings; undefined for a device that the settings define. */
  byHand(id: string): unknown {
    return this.fromSettings.has(id)
      ? undefined
      : this.kept().find((entry) => this.idOf(entry) === id);
  }

  /** No longer remembers a device that was added by hand; it stays until the window is reloaded. */
  async forget(id: string): Promise<void> {
    const others = this.kept().filter((entry) => this.idOf(entry) !== id);
    await this.memory.update(KEPT, others);
  }

  private idOf(entry: unknown): string | undefined {
    const parsed = parseProfile(entry, 0, this.settings);
    return parsed.ok ? parsed.profile.id : undefined;
  }

  private kept(): unknown[] {
    const kept = this.memory.get<unknown>(KEPT);
    return Array.isArray(kept) ? kept : [];
  }

  private addParsed(entry: unknown): void {
    const parsed = parseProfile(entry, 0, this.settings);
    const taken = (id: string) =>
      this.devices.get(id) !== undefined || this.settings.profiles.some((p) => p.id === id);
    if (parsed.ok && !taken(parsed.profile.id)) this.devices.add(parsed.profile);
  }
}

/** True where two definitions differ in the format at most. */
function isSameBut(a: DeviceProfile, b: DeviceProfile): boolean {
  return JSON.stringify({ ...a, format: 0 }) === JSON.stringify({ ...b, format: 0 });
}

/** True where the decoder is a script, which has a thread of its own. */
function isScripted({ format }: DeviceProfile): boolean {
  return format.kind === 'script';
}
