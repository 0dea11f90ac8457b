import type { Device } from './device/device';

/** What was on the screen when the webview last reported. */
export interface Drawn {
  readonly sequence: number;
  readonly points: number;
  /** True when a curve was really stroked. */
  readonly nonBlank: boolean;
}

/** What stands behind a source line at which a debugger holds a target. */
export interface ShownAtHalt {
  /** Of the file's address. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** `temp 80.4 °C · rpm 5,997` */
  readonly text: string;
}

/** What other extensions and the tests see. */
export interface TelemetryHubApi {
  readonly devices: {
    readonly all: readonly Device[];
    get(id: string): Device | undefined;
  };
  readonly lastDrawn: Drawn | undefined;
  /** In visible editors, now. */
  readonly shownAtHalt: readonly ShownAtHalt[];
  /** Ends everything the extension started; what deactivation calls. May be called twice. */
  dispose(): Promise<void>;
}
