import { listen } from '../src/listen';
import { DEFAULT_SPAN_MS } from '../src/protocol';

/** The store holds [fromMs, toMs]; both NaN while nothing is known of it. */
export interface TimeBounds {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * `live`: the right edge is now. `paused`: the picture stands, by the user's wish. `behind`: the user looks
 * at the past. `still`: the right edge is where the device stopped.
 */
export type TimeMode = 'live' | 'paused' | 'behind' | 'still';

/** Finest span before anything is known of the sample rate. */
const FINEST_MS = 1;
/** Nearer to the live edge than this share of the span is live. */
const SNAP = 0.002;

/**
 * Which time is in view, in the host's monotonic milliseconds: the one truth for all plots, lanes, the axis
 * and the overview. Pure logic; `advance` is its only clock. Never shows less than one sample nor, by a
 * gesture, more than the store (or 60 s) holds.
 */
export class TimeView {
  private readonly listeners = new Set<() => void>();
  private span: number;
  private now = NaN;
  private running = false;
  private stoppedMs = NaN;
  private held = false;
  private heldAtMs = NaN;
  /** Right edge; undefined = follows the live edge. */
  private endMs: number | undefined;
  private glide: { fromMs: number; startMs: number; durationMs: number } | undefined;
  private columnMs = 0;
  private finestMs = FINEST_MS;
  private stored: TimeBounds = { fromMs: NaN, toMs: NaN };

  /** `motionMs`: how long the way back to live may take; 0 where motion is not wanted. */
  constructor(
    spanMs = DEFAULT_SPAN_MS,
    private readonly motionMs: () => number = () => 0,
  ) {
    this.span = spanMs;
  }

  /** Left edge. */
  get fromMs(): number {
    return this.toMs - this.span;
  }

  /** Right edge, on a whole column, so that the same sample is always drawn the same. */
  get toMs(): number {
    const endMs = this.glidingMs() ?? this.endMs ?? this.edgeMs;
    if (this.columnMs === 0) return endMs;
    return Math.ceil(endMs / this.columnMs - 1e-6) * this.columnMs;
  }

  get spanMs(): number {
    return this.span;
  }

  /** Host time at the last `advance`; NaN before. */
  get nowMs(): number {
    return this.now;
  }

  get mode(): TimeMode {
    if (this.held) return 'paused';
    if (this.endMs !== undefined) return 'behind';
    return this.running ? 'live' : 'still';
  }

  /** How far the right edge is from now, or from where the device stopped; 0 when live or still. */
  get behindMs(): number {
    return this.endMs === undefined ? 0 : Math.max(0, this.edgeMs - this.endMs);
  }

  /** How long the picture is paused already; 0 when it is not. */
  get pausedForMs(): number {
    return this.held ? Math.max(0, this.now - this.heldAtMs) : 0;
  }

  /** True while time goes on, whether or not the view follows it. */
  get isRunning(): boolean {
    return this.running;
  }

  /** Where the picture stands, not rounded; undefined = it follows what is newest and time goes on. */
  get standsAtMs(): number | undefined {
    return this.endMs ?? (this.running ? undefined : this.stoppedMs);
  }

  /** True during the short way back to live. */
  get isGliding(): boolean {
    return this.glide !== undefined;
  }

  /** What the store holds, its end moving with the live edge. */
  get bounds(): TimeBounds {
    const { fromMs, toMs } = this.stored;
    return { fromMs, toMs: Number.isNaN(fromMs) ? NaN : Math.max(toMs, this.edgeMs) };
  }

  /** Calls back after every change but the mere passing of time; the returned function ends it. */
  onChange(listener: () => void): () => void {
    return listen(this.listeners, listener);
  }

  /** Shows a range, as far as there is one; the live edge at its right makes it live. */
  show(fromMs: number, toMs: number): void {
    if (!(toMs > fromMs)) return;
    this.place(this.allowedSpan(toMs - fromMs), toMs);
  }

  /** Moves the view by a share of its span: negative = to the past. */
  moveBy(share: number): void {
    const snap = share < 0 ? 0 : SNAP;
    this.place(this.span, (this.endMs ?? this.edgeMs) + share * this.span, snap);
  }

  /** Multiplies the span (above 1 = out); `aroundMs` keeps its place, the live edge where it is left out. */
  zoom(factor: number, aroundMs?: number): void {
    const endMs = this.endMs ?? this.edgeMs;
    const around = aroundMs ?? (this.endMs === undefined ? endMs : endMs - this.span / 2);
    const span = this.allowedSpan(this.span * factor);
    this.place(span, around + ((endMs - around) * span) / this.span);
  }

  /** Any span that is not finer than a sample: about the middle of the past, or up to the live edge. */
  setSpan(spanMs: number): void {
    const span = Math.max(this.finestMs, spanMs);
    const endMs = this.endMs ?? this.edgeMs;
    this.place(span, this.endMs === undefined ? endMs : endMs + (span - this.span) / 2);
  }

  /** Freezes the picture; capture goes on. */
  pause(): void {
    if (this.held) return;
    this.held = true;
    this.heldAtMs = this.now;
    this.endMs ??= this.edgeMs;
    this.tell();
  }

  /** Ends a pause: back to what is newest. */
  resume(): void {
    if (this.held) this.backToLive();
  }

  /** Follows the live edge again. */
  backToLive(): void {
    if (this.endMs === undefined) return;
    const durationMs = this.edgeMs - this.endMs > this.span ? 0 : this.motionMs();
    const glide = { fromMs: this.endMs, startMs: this.now, durationMs };
    this.glide = durationMs > 0 ? glide : undefined;
    this.held = false;
    this.endMs = undefined;
    this.tell();
  }

  /** The oldest that the store holds, at the left edge. */
  toOldest(): void {
    const { fromMs } = this.stored;
    if (!Number.isNaN(fromMs)) this.place(this.span, fromMs + this.span);
  }

  /** All that the store holds. */
  showAll(): void {
    const { fromMs, toMs } = this.bounds;
    if (toMs > fromMs) this.place(Math.max(this.finestMs, toMs - fromMs), toMs);
  }

  /** Host time went on; true when what is in view has moved. Called once a frame by the stage. */
  advance(nowMs: number): boolean {
    const before = this.toMs;
    this.now = nowMs;
    if (this.glide !== undefined && nowMs - this.glide.startMs >= this.glide.durationMs) {
      this.glide = undefined;
    }
    return this.toMs !== before;
  }

  /** Whether time goes on, and where it stands if not. */
  setClock(running: boolean, stoppedMs: number): void {
    if (running === this.running && (running || stoppedMs === this.stoppedMs)) return;
    this.running = running;
    this.stoppedMs = stoppedMs;
    this.tell();
  }

  /** What the store holds; NaN when it is empty. */
  setBounds(fromMs: number, toMs: number): void {
    if (fromMs === this.stored.fromMs && toMs === this.stored.toMs) return;
    this.stored = { fromMs, toMs };
    this.tell();
  }

  /** The width of a device pixel in time, and how far apart the densest samples lie (1 ms if unknown). */
  setGrid(columnMs: number, finestMs = FINEST_MS): void {
    this.columnMs = columnMs;
    this.finestMs = finestMs;
  }

  /** Follows the live edge without a pause, as when another device is shown. */
  reset(): void {
    this.held = false;
    this.endMs = undefined;
    this.glide = undefined;
    this.tell();
  }

  private get edgeMs(): number {
    return this.running ? this.now : this.stoppedMs;
  }

  private glidingMs(): number | undefined {
    if (this.glide === undefined) return undefined;
    const { fromMs, startMs, durationMs } = this.glide;
    const left = 1 - Math.min(1, (this.now - startMs) / durationMs);
    return this.edgeMs - (this.edgeMs - fromMs) * left * left;
  }

  private allowedSpan(spanMs: number): number {
    const { fromMs, toMs } = this.bounds;
    const whole = toMs > fromMs ? toMs - fromMs : 0;
    const longest = Math.max(whole, DEFAULT_SPAN_MS, this.span);
    return Math.min(longest, Math.max(this.finestMs, spanMs));
  }

  /** Puts the right edge as near to `endMs` as the store and the live edge allow. */
  private place(spanMs: number, endMs: number, snap = SNAP): void {
    const edgeMs = this.edgeMs;
    const { fromMs } = this.stored;
    const earliest = Number.isNaN(fromMs) ? edgeMs : Math.min(edgeMs, fromMs + spanMs);
    const end = Math.max(earliest, Math.min(edgeMs, endMs));
    const atEdge = !(edgeMs - end > spanMs * snap);
    this.glide = undefined;
    this.span = spanMs;
    this.endMs = atEdge && !this.held ? undefined : end;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
