import * as vscode from 'vscode';
import type { Drawn } from '../../api';
import type { Hub } from '../../hub';
import {
  DEFAULT_SPAN_MS,
  type FromWebview,
  type PageCommand,
  type PanelState,
  type StateMessage,
  type ToWebview,
} from '../../protocol';
import { Disposables } from '../disposables';
import type { Focus } from '../focus';
import { HostLoad } from '../hostLoad';
import { Throttle } from '../throttle';
import { watchDevices } from '../watchDevices';
import { Greeting } from './greeting';
import { panelHtml } from './html';
import { parseIntent } from './intents';
import { SeriesFeed } from './seriesFeed';
import { idleOf } from './idleOf';
import { SlowFeed } from './slowFeed';
import { UpdateWindow } from './updateWindow';
import { stateMessage } from './views';

/** What the page asks for that only the extension can do. */
export type Intent = Exclude<
  FromWebview,
  { type: 'ready' | 'drawn' | 'viewport' | 'plot' | 'plotAlone' | 'arrange' | 'focus' }
>;

const STATE_MS = 250;
const OVERVIEW_MS = 1000;
/** What a new page is going to show: its width is a guess until it has measured. */
const NEW_VIEW = { spanMs: DEFAULT_SPAN_MS, columnMs: 50, endMs: undefined };

/**
 * One open plot. Sends state at most 4 times a second and columns as fast as the page draws them;
 * sends nothing while hidden and runs no timer while nothing arrives.
 */
export class PlotPanel {
  private readonly owned = new Disposables();
  private readonly feed: SeriesFeed;
  private readonly slow: SlowFeed;
  private readonly load = new HostLoad();
  private readonly stateThrottle: Throttle;
  private readonly overviewThrottle: Throttle;
  private frame: NodeJS.Timeout | undefined;
  /** The channels that the page was told are plotted. */
  private toldIds = '';
  private readonly window = new UpdateWindow();
  private readonly greeting: Greeting;
  private dirty = false;
  private loaded = false;
  /** The last command that came while the page was still loading. */
  private waiting: PageCommand | undefined;
  private drawn: Drawn | undefined;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    private readonly hub: Hub,
    private readonly focus: Focus,
    private readonly onIntent: (intent: Intent) => void,
    private readonly onActive: () => void,
    isNew: boolean,
  ) {
    this.feed = new SeriesFeed(hub.store);
    this.slow = new SlowFeed(hub.store, (channelId) => idleOf(hub.devices, channelId));
    this.stateThrottle = this.owned.add(
      new Throttle(STATE_MS, () => {
        this.sendState();
      }),
    );
    this.overviewThrottle = this.owned.add(
      new Throttle(OVERVIEW_MS, () => {
        this.sendOverview();
      }),
    );
    const { webview } = panel;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
    };
    const icon = (name: string) => vscode.Uri.joinPath(extensionUri, 'media', name);
    panel.iconPath = { light: icon('pulse-light.svg'), dark: icon('pulse-dark.svg') };
    this.owned.add(
      webview.onDidReceiveMessage((message: unknown) => {
        const intent = parseIntent(message);
        if (intent !== undefined) this.receive(intent);
      }),
    );
    this.owned.add(
      panel.onDidChangeViewState(() => {
        // A page that was hidden has been thrown away and reports `ready` when it is back.
        if (!panel.visible) this.unload();
        this.onActive();
      }),
    );
    this.greeting = new Greeting({
      hasDevices: () => hub.devices.all.length > 0,
      sendState: () => {
        this.postState();
      },
      sendCurve: () => this.sendFirstCurve(),
    });
    this.owned.onDispose(this.watch());
    webview.html = panelHtml(webview, extensionUri);
    // A page that is brought back has to say first what it showed.
    if (isNew) this.feed.setViewport(NEW_VIEW);
    else this.greeting.end();
    this.greeting.update();
  }

  /** As its time axis shows; undefined before it was drawn. */
  get spanMs(): number | undefined {
    return this.feed.viewport?.spanMs;
  }

  /** What the page last reported; undefined before its first report. */
  get lastDrawn(): Drawn | undefined {
    return this.drawn;
  }

  /** Asks the page to do what one of its own controls does. */
  command(command: PageCommand): void {
    if (this.loaded) this.post({ type: 'command', command });
    else if (this.panel.visible) this.waiting = command;
  }

  /** Closes the panel where it is still open. */
  dispose(): void {
    this.unload();
    this.owned.dispose();
    this.panel.dispose();
  }

  /** There is no page: nothing is sent, and no timer runs. */
  private unload(): void {
    clearTimeout(this.frame);
    this.greeting.end();
    this.frame = undefined;
    this.loaded = false;
    this.waiting = undefined;
  }

  private watch(): () => void {
    const offs = [
      watchDevices(this.hub.devices, (device) => {
        this.requestState();
        if (device === undefined) this.markDirty();
      }),
      this.focus.onChange(() => {
        this.requestState();
        this.markDirty();
      }),
      this.hub.store.onAppend(() => {
        this.markDirty();
      }),
    ];
    return () => {
      for (const off of offs) off();
    };
  }

  private receive(intent: FromWebview): void {
    switch (intent.type) {
      case 'ready':
        this.begin(intent.state);
        return;
      case 'drawn':
        // A page that was hidden meanwhile may still answer for its former self.
        if (!this.window.answered(intent.sequence)) return;
        this.drawn = intent;
        if (this.dirty) this.schedule();
        return;
      case 'viewport':
        this.feed.setViewport({ ...intent, endMs: intent.endMs });
        this.markDirty();
        this.requestState();
        return;
      case 'plot':
      case 'plotAlone':
      case 'arrange':
        this.layOut(intent);
        return;
      case 'focus':
        this.focus.set(intent.deviceId);
        return;
      default:
        this.onIntent(intent);
    }
  }

  /** The page is there and holds nothing but what it was greeted with. */
  private begin(state: PanelState | undefined): void {
    this.loaded = true;
    if (!this.greeting.end()) {
      this.window.restart();
      this.feed.restart();
    }
    this.slow.restart();
    this.load.restart();
    if (state !== undefined) this.focus.restore(state);
    this.sendState();
    this.sendOverview();
    this.markDirty();
    if (this.waiting !== undefined) this.post({ type: 'command', command: this.waiting });
    this.waiting = undefined;
  }

  /** The page shows the focused device's stack, whichever device a channel is of. */
  private layOut(intent: Extract<FromWebview, { type: 'plot' | 'plotAlone' | 'arrange' }>): void {
    const { device } = this.focus;
    if (device === undefined) return;
    if (intent.type === 'plot') {
      this.focus.plot(device, intent.channelId, intent.plotted, intent.plotId);
    } else if (intent.type === 'plotAlone') this.focus.plotAlone(device, intent.channelId);
    else if (intent.deviceId === device.profile.id) this.focus.arrange(device, intent.plots);
  }

  private markDirty(): void {
    this.dirty = true;
    if (this.loaded) this.schedule();
    else this.greeting.update();
  }

  private schedule(): void {
    if (this.frame !== undefined || !this.loaded || !this.feed.ready) return;
    const waitMs = this.window.waitMs(this.hub.nowMs(), () =>
      this.hub.devices.all.reduce((n, { counters }) => n + counters.bytesWaiting, 0),
    );
    // The page's answer asks again.
    if (waitMs === undefined) return;
    this.frame = setTimeout(() => {
      this.frame = undefined;
      this.sendSeries();
    }, waitMs);
  }

  private sendFirstCurve(): boolean {
    const ids = this.plottedIds();
    if (!ids.some((id) => this.hub.store.appended(id) > 0)) return false;
    this.sendSeries();
    return true;
  }

  private sendSeries(): void {
    this.dirty = false;
    const nowMs = this.hub.nowMs();
    const ids = this.plottedIds();
    const series = this.feed.next(ids, nowMs);
    if (series.length === 0) return;
    // Columns of channels that the page has not heard of would be drawn nowhere, and the next come an answer later.
    const state = ids.join() === this.toldIds ? undefined : this.takeState();
    this.dirty = this.feed.isBehind;
    const sequence = this.window.send(nowMs);
    const { columnMs } = this.feed;
    this.post({ type: 'series', sequence, nowMs, columnMs, series, ...(state && { state }) });
  }

  private requestState(): void {
    if (this.loaded) this.stateThrottle.request();
    else this.greeting.update();
  }

  private sendState(): void {
    if (!this.loaded) return;
    this.postState();
    this.sendSlow();
    this.overviewThrottle.request();
  }

  private postState(): void {
    this.post(this.takeState());
  }

  /** The state, which is going to be sent. */
  private takeState(): StateMessage {
    this.panel.title = this.title();
    this.toldIds = this.plottedIds().join();
    return stateMessage(this.hub, this.focus, this.load);
  }

  private sendSlow(): void {
    const { viewport } = this.feed;
    const ids = this.plottedIds();
    this.postSome(this.slow.events(this.hub.devices.all));
    if (viewport !== undefined) {
      this.postSome(this.slow.statistics(ids, viewport, this.hub.nowMs()));
    }
  }

  private sendOverview(): void {
    if (this.loaded) this.postSome(this.slow.overview(this.plottedIds(), this.hub.nowMs()));
  }

  /** The device whose channels are shown; of several, or none, their common name. */
  private title(): string {
    const { device } = this.focus;
    const ids = this.plottedIds();
    const isAlone = ids.every((id) => device?.channelOf(id) !== undefined);
    return device !== undefined && isAlone ? device.profile.name : vscode.l10n.t('Telemetry');
  }

  private plottedIds(): string[] {
    const { device } = this.focus;
    if (device === undefined) return [];
    return this.focus.plots(device).flatMap(({ channelIds }) => channelIds);
  }

  private postSome(message: ToWebview | undefined): void {
    if (message !== undefined) this.post(message);
  }

  private post(message: ToWebview): void {
    // A page that went away in the meantime answers false; it reports `ready` when it is back.
    void this.panel.webview.postMessage(message);
  }
}
