/** What a page can be told that has not asked yet. */
export interface GreetingParts {
  readonly hasDevices: () => boolean;
  readonly sendState: () => void;
  /** Sends state and curves; false where there is no curve yet. */
  readonly sendCurve: () => boolean;
}

/** The first samples of a new device mostly come before there is a page, and bring the state along: twice shown is once too often. */
const STATE_MS = 500;

/**
 * What a new page is told before it has answered. VS Code hands messages over as soon as the page listens, and the page's own go
 * through all that a window does while an editor opens: so the first curve is there two ways there and back sooner. First that
 * there are devices, then one curve, and no more: what is sent now waits for the page.
 */
export class Greeting {
  private timer: NodeJS.Timeout | undefined;
  private over = false;
  private hasCurve = false;

  constructor(
    private readonly parts: GreetingParts,
    private readonly stateMs = STATE_MS,
  ) {}

  /** Devices or samples have come. */
  update(): void {
    if (this.over || this.hasCurve) return;
    if (this.parts.sendCurve()) {
      this.hasCurve = true;
      clearTimeout(this.timer);
    } else if (this.timer === undefined && this.parts.hasDevices()) {
      this.timer = setTimeout(this.parts.sendState, this.stateMs);
    }
  }

  /** The page has answered, or is gone; true when it has been sent a curve that it is still to draw. */
  end(): boolean {
    const { hasCurve, over } = this;
    this.over = true;
    clearTimeout(this.timer);
    return hasCurve && !over;
  }
}
