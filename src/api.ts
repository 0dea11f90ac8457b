import type { Device } from './device/device';

/** What was on the screen when the webview last reported. */
export interface Drawn {
  readonly sequence: number;
  readonly points: number;
  /** True when a curve was really stroked. */
  readonly nonBlank: boolean;
}

/** What other extensions and the tests see. */
export interface TelemetryHubApi {
  readonly devices: {
    readonly all: readonly Device[];
    get(id: string): Device | undefined;
  };
  readonly lastDrawn: Drawn | undefined;
  /** Ends everything the extension started; what deactivation calls. May be called twice. */
  dispose(): Promise<void>;
}
