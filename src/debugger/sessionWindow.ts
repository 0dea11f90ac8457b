import type { DebugChange, SourcePlace } from '../debugFacts';
import type { NowMs } from '../model';

/**
 * What can be told of a session whose traffic we do not see, from what VS Code tells of any session. Why it halted
 * remains unknown, and the times are those at which the window has noticed.
 */
export class SessionWindow {
  private halted = false;
  private isOver = false;

  /** `wasRunning`: it was under way when we came. */
  constructor(
    private readonly nowMs: NowMs,
    private readonly onChange: (change: DebugChange) => void,
    wasRunning: boolean,
  ) {
    onChange({ act: wasRunning ? 'running' : 'launched', timeMs: nowMs() });
  }

  /** The window shows a frame of this session: it has halted there. */
  frameShown(place: SourcePlace | undefined): void {
    if (this.isOver) return;
    if (!this.halted) {
      this.halted = true;
      this.onChange({ act: 'halted', timeMs: this.nowMs(), reason: '' });
    }
    if (place !== undefined) this.onChange({ act: 'placed', place });
  }

  /** The window shows this session, and no frame of it: it runs. */
  runningShown(): void {
    if (!this.halted || this.isOver) return;
    this.halted = false;
    this.onChange({ act: 'continued', timeMs: this.nowMs() });
  }

  /** The window says that the session is over. */
  ended(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.onChange({ act: 'ended', timeMs: this.nowMs() });
  }
}
