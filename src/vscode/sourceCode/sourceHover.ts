import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import type { Devices } from '../../device/devices';
import { Disposables } from '../disposables';
import { watchDevices } from '../watchDevices';
import { SOURCE_ENDINGS } from './sourceEndings';

/** Where sources are that a board may be built from; files of other schemes are views of something else. */
const SELECTOR: vscode.DocumentSelector = ['file', 'vscode-remote', 'untitled'].map((scheme) => ({
  scheme,
  pattern: `**/*.{${SOURCE_ENDINGS}}`,
}));
const IDENTIFIER = /[A-Za-z_]\w*/;

/** Makes the hover over an identifier; undefined where it names no channel. */
export type HoverOf = (
  identifier: string,
  devices: readonly Device[],
  uri: vscode.Uri,
) => Promise<vscode.MarkdownString | undefined>;

/** Asks for hovers over identifiers in sources, while any device has channels and not before. */
export class SourceHover {
  private readonly owned = new Disposables();
  private registration: vscode.Disposable | undefined;
  private stopWaiting: (() => void) | undefined;

  constructor(
    private readonly devices: Devices,
    private readonly hoverOf: HoverOf,
  ) {
    this.owned.onDispose(devices.onChange(() => this.update()));
    this.update();
  }

  dispose(): void {
    this.owned.dispose();
    this.stopWaiting?.();
    this.registration?.dispose();
  }

  private update(): void {
    const { all } = this.devices;
    if (all.some(({ channelRevision }) => channelRevision > 0)) {
      this.stopWaiting?.();
      this.stopWaiting = undefined;
      this.registration ??= this.register();
      return;
    }
    this.registration?.dispose();
    this.registration = undefined;
    if (all.length === 0) {
      this.stopWaiting?.();
      this.stopWaiting = undefined;
    } else {
      // Every batch calls: only until the first one that brings a channel.
      this.stopWaiting ??= watchDevices(this.devices, (device) => {
        if (device !== undefined && device.channelRevision > 0) this.update();
      });
    }
  }

  private register(): vscode.Disposable {
    return vscode.languages.registerHoverProvider(SELECTOR, {
      provideHover: async (document, position) => {
        const range = document.getWordRangeAtPosition(position, IDENTIFIER);
        if (range === undefined) return undefined;
        const text = await this.hoverOf(document.getText(range), this.devices.all, document.uri);
        return text === undefined ? undefined : new vscode.Hover(text, range);
      },
    });
  }
}
