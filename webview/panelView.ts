import type { DeviceView, MetricsView } from '../src/protocol';

/** What every part of the page is shown from. */
export interface PanelView {
  /** The one in focus. */
  readonly device: DeviceView;
  readonly devices: readonly DeviceView[];
  readonly metrics: MetricsView;
  /** Host time now. */
  readonly nowMs: number;
  /** Add to a host time to get Unix milliseconds. */
  readonly wallOffsetMs: number;
  /** True in a light theme. */
  readonly light: boolean;
}
