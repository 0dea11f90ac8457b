import { t } from '@vscode/l10n';
import type { Chunk, LineEnding } from '../model';
import type { DeviceClock } from './clock';
import { LINE_ENDINGS } from './lineEndings';
import type { DeviceProfile } from './profile';

/** What the outbox needs of its device. */
export interface OutboxParts {
  readonly profile: DeviceProfile;
  readonly clock: DeviceClock;
  readonly isOpen: () => boolean;
  /** The way through the faults of the send path, which ends at `toWire`. */
  readonly throughFaults: (chunk: Chunk) => void;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly onSent: (line: string) => void;
  readonly onNote: (text: string) => void;
}

const KEPT_LINES = 50;
const encoder = new TextEncoder();

/** Commands of the hub's set that are sent as they stand; start, stop and reset are the device's own. */
const HUB_COMMANDS: readonly string[] = ['GET_STATUS', 'CALIBRATE', 'SET_RATE=100'];

/** The sending side of a device: lines out, through whatever damages the way to it. */
export class Outbox {
  private lines: readonly string[] = [];
  /** Writes of the line that is on its way now; what a fault held back comes at a time of its own. */
  private writes: Promise<void>[] | undefined;

  constructor(private readonly parts: OutboxParts) {}

  /** Lines the user has sent, newest first, at most 50, each once. */
  get sentLines(): readonly string[] {
    return this.lines;
  }

  /** Commands of the device's own set, as they are sent; none for a device that only prints. */
  get commands(): readonly string[] {
    return this.speaksHub ? HUB_COMMANDS : [];
  }

  /** True for a device that answers to START, STOP and RESET. */
  get speaksHub(): boolean {
    return this.parts.profile.commandSet === 'hub';
  }

  /** Sends the user's line and remembers it. */
  send(text: string, ending: LineEnding): Promise<void> {
    const line = withoutEnding(text);
    if (line !== '') {
      this.lines = [line, ...this.lines.filter((one) => one !== line)].slice(0, KEPT_LINES);
    }
    return this.write(text, ending);
  }

  /** Sends a command of the hub's set where the device speaks it and can be reached. */
  async command(line: string): Promise<void> {
    if (this.speaksHub && this.parts.isOpen()) await this.write(line);
  }

  /** Sends one line, its ending added where it is missing; resolves when what passed the faults is written. */
  async write(text: string, ending: LineEnding = 'lf'): Promise<void> {
    const end = LINE_ENDINGS[ending];
    this.parts.onSent(withoutEnding(text));
    const writes: Promise<void>[] = [];
    this.writes = writes;
    const bytes = encoder.encode(text.endsWith(end) ? text : text + end);
    this.parts.throughFaults({ timeMs: this.parts.clock.nowMs(), bytes });
    this.writes = undefined;
    await Promise.all(writes);
  }

  /** Writes what has passed the faults. */
  toWire({ bytes }: Chunk): void {
    const written = this.parts.write(bytes);
    if (this.writes !== undefined) {
      this.writes.push(written);
      return;
    }
    written.catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      this.parts.onNote(
        t('{0} bytes that a fault had held back were not sent: {1}', bytes.length, why),
      );
    });
  }
}

function withoutEnding(text: string): string {
  return text.replace(/[\r\n]+$/, '');
}
