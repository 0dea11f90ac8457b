import { t } from '@vscode/l10n';
import type * as vscode from 'vscode';
import { parseProfile } from '../device/parseProfile';
import type { Device } from '../device/device';
import type { Devices } from '../device/devices';
import type { Settings } from './settings';

const KEPT = 'telemetryhub.devices';

/**
 * Keeps the hub's devices in step with their definitions: those of the settings, and those added by
 * hand, which the workspace remembers. A device whose definition is unchanged is left alone.
 */
export class DefinedDevices {
  private readonly fromSettings = new Map<string, string>();

  constructor(
    private readonly devices: Devices,
    private readonly memory: vscode.Memento,
    private settings: Settings,
  ) {
    for (const entry of this.kept()) this.addParsed(entry);
  }

  /** Adds, replaces and removes what the settings changed. */
  async apply(settings: Settings): Promise<void> {
    this.settings = settings;
    const wanted = new Map(settings.profiles.map((p) => [p.id, JSON.stringify(p)]));
    for (const [id, text] of this.fromSettings) {
      if (wanted.get(id) === text) continue;
      this.fromSettings.delete(id);
      await this.devices.remove(id);
    }
    for (const profile of settings.profiles) {
      if (this.fromSettings.has(profile.id)) continue;
      const text = JSON.stringify(profile);
      // A definition in the settings takes the place of one added by hand, unless it says the same.
      if (JSON.stringify(this.devices.get(profile.id)?.profile) !== text) {
        await this.devices.remove(profile.id);
        this.devices.add(profile);
      }
      this.fromSettings.set(profile.id, text);
    }
  }

  /**
   * Adds a device by hand and remembers it. The one already there stays when the settings define it, or
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
    await this.memory.update(KEPT, [...this.kept(), definition]);
    return device;
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

  /** What was added by hand, as an entry of the settings; undefined for a device that the settings define. */
  byHand(id: string): unknown {
    return this.fromSettings.has(id)
      ? undefined
      : this.kept().find((entry) => this.isOf(id, entry));
  }

  /** No longer remembers a device that was added by hand; it stays until the window is reloaded. */
  async forget(id: string): Promise<void> {
    const others = this.kept().filter((entry) => !this.isOf(id, entry));
    await this.memory.update(KEPT, others);
  }

  private isOf(id: string, entry: unknown): boolean {
    const parsed = parseProfile(entry, 0, this.settings);
    return parsed.ok && parsed.profile.id === id;
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
