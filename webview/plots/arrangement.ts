import type { PlotView } from '../../src/protocol';

/** Runs something later; what it returns ends the wait. */
export type Later = (run: () => void, ms: number) => () => void;

const POST_AFTER_MS = 300;
/** The host has answered by then, or never will. */
const ANSWER_MS = 1500;

const byTimer: Later = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => {
    clearTimeout(timer);
  };
};

/**
 * The stack of plots as it is shown: the host's, and for as long as the host has not taken it over, the order,
 * heights, ranges and hidden channels that the user has just given it.
 */
export class Arrangement {
  private shown: readonly PlotView[] = [];
  private waits: (() => void) | undefined;
  private unanswered: (() => void) | undefined;

  /** `post` tells the host, a moment after the last change. */
  constructor(
    private readonly post: (plots: readonly PlotView[]) => void,
    private readonly later: Later = byTimer,
  ) {}

  get plots(): readonly PlotView[] {
    return this.shown;
  }

  /** What the host says: it holds at once unless a change of the user is still under way. */
  receive(plots: readonly PlotView[]): void {
    if (this.waits !== undefined) return;
    if (this.unanswered !== undefined && !agrees(plots, this.shown)) return;
    this.unanswered?.();
    this.unanswered = undefined;
    this.shown = plots;
  }

  /** The user has arranged it otherwise. */
  change(plots: readonly PlotView[]): void {
    this.shown = plots;
    this.waits?.();
    this.waits = this.later(() => {
      this.flush();
    }, POST_AFTER_MS);
  }

  /** Tells the host now what it has not been told. */
  flush(): void {
    if (this.waits === undefined) return;
    this.waits();
    this.waits = undefined;
    this.unanswered?.();
    this.unanswered = this.later(() => {
      this.unanswered = undefined;
    }, ANSWER_MS);
    this.post(this.shown);
  }

  /** Another device's stack follows: what was not told is told, what the host says next holds. */
  restart(): void {
    this.flush();
    this.unanswered?.();
    this.unanswered = undefined;
  }
}

/** True when the host's stack is the user's, whatever channels have come or gone meanwhile. */
function agrees(host: readonly PlotView[], user: readonly PlotView[]): boolean {
  const key = (plots: readonly PlotView[]) =>
    JSON.stringify(
      plots.map(({ id, share, ranges, hidden = [] }) => {
        return [id, share.toFixed(4), sorted(ranges), hidden.toSorted()];
      }),
    );
  return key(host) === key(user);
}

function sorted(ranges: PlotView['ranges']): unknown {
  return Object.entries(ranges).sort(([a], [b]) => (a < b ? -1 : 1));
}
