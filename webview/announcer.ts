import type { DeviceView } from '../src/protocol';
import { announcements } from './announcements';
import { el } from './dom';

/** The two live regions of the page: one that waits for a pause and one that does not. */
export class Announcer {
  readonly element = el('div', { class: 'sr-only' });
  private readonly status = el('div', { attributes: { role: 'status' } });
  private readonly alert = el('div', { attributes: { role: 'alert' } });
  private before: readonly DeviceView[] | undefined;

  constructor() {
    this.element.append(this.status, this.alert);
  }

  /** Says what has changed since the last time. */
  update(devices: readonly DeviceView[]): void {
    const { polite, urgent } = announcements(this.before, devices);
    this.before = devices;
    if (polite.length > 0) this.status.textContent = polite.join(' ');
    if (urgent.length > 0) this.alert.textContent = urgent.join(' ');
  }
}
