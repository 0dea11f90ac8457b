import { t } from '@vscode/l10n';
import type { AssistantFact } from '../../assistantFact';
import type { Device } from '../../device/device';
import type { NowMs } from '../../model';
import { deviceText } from './deviceText';

/** An assistant may change things on one device so often in a minute: what a user can still follow. */
export const MAX_WRITES = 10;
const WINDOW_MS = 60_000;
const MAX_WHAT = 200;

/** What is about to be changed. */
export interface Write {
  readonly act: AssistantFact['act'];
  /** As it was confirmed. */
  readonly what: string;
  /** False for what SafeState does not forbid: halting a target sends it nothing. */
  readonly acts?: boolean;
}

/** Lets assistants change a device: not in SafeState, not too often, and never without a mark on its time line. */
export class WriteGate {
  private readonly times = new WeakMap<Device, number[]>();

  constructor(private readonly nowMs: NowMs) {}

  /** Throws a plain message when it may not be now: why, and the way out. */
  check(device: Device, { acts = true }: Write): void {
    const name = deviceText(device.profile.name);
    if (acts && device.state === 'safeState') {
      throw new Error(
        t(
          'Refused: {0} is in SafeState ({1}). Assistants change nothing there: the user resets it first.',
          name,
          deviceText(device.cause),
        ),
      );
    }
    const recent = this.recent(device);
    if (recent.length < MAX_WRITES) return;
    const waitS = Math.ceil((recent[0] + WINDOW_MS - this.nowMs()) / 1000);
    throw new Error(
      t(
        'Refused: {0} changes were made on {1} within a minute, which is the most. Try again in {2} s.',
        MAX_WRITES,
        name,
        Math.max(1, waitS),
      ),
    );
  }

  /** Does it, counted and marked on the device's time line with what became of it. */
  async write<T>(device: Device, write: Write, action: () => Promise<T>): Promise<T> {
    this.check(device, write);
    this.times.set(device, [...this.recent(device), this.nowMs()]);
    const what = deviceText(write.what, MAX_WHAT);
    const asked: AssistantFact = {
      kind: 'assistant',
      act: write.act,
      what,
      outcome: 'asked',
      detail: '',
    };
    const event = device.events.begin(this.nowMs(), asked);
    try {
      const result = await action();
      event.end(this.nowMs(), { ...asked, outcome: 'done' });
      return result;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      event.end(this.nowMs(), {
        ...asked,
        outcome: 'failed',
        detail: deviceText(detail, MAX_WHAT),
      });
      throw error;
    }
  }

  private recent(device: Device): readonly number[] {
    const sinceMs = this.nowMs() - WINDOW_MS;
    return (this.times.get(device) ?? []).filter((timeMs) => timeMs > sinceMs);
  }
}
