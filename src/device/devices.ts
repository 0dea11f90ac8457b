import { listen } from '../listen';
import { Device, type DeviceContext } from './device';
import type { DeviceProfile } from './profile';

/** The devices of a window, in the order in which they were added. */
export class Devices {
  private readonly byId = new Map<string, Device>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly context: DeviceContext) {}

  get all(): readonly Device[] {
    return [...this.byId.values()];
  }

  get(id: string): Device | undefined {
    return this.byId.get(id);
  }

  /** Adds a device, Idle unless a latch holds it in SafeState. Throws on an id that is taken. */
  add(profile: DeviceProfile): Device {
    if (this.byId.has(profile.id))
      throw new Error(`A device with the id ${profile.id} is there already.`);
    const device = new Device(profile, this.context);
    this.byId.set(profile.id, device);
    this.notify();
    return device;
  }

  /** Removes a device and all it holds; does nothing for an unknown id. */
  async remove(id: string): Promise<void> {
    const device = this.byId.get(id);
    if (device === undefined) return;
    this.byId.delete(id);
    this.notify();
    await device.dispose();
  }

  /** Called when a device was added or removed. */
  onChange(listener: () => void): () => void {
    return listen(this.listeners, listener);
  }

  async dispose(): Promise<void> {
    this.listeners.clear();
    const devices = this.all;
    this.byId.clear();
    await Promise.all(devices.map((device) => device.dispose()));
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}
