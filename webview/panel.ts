import type { ChannelView, DeviceView, FromWebview, PanelState, ToWebview } from '../src/protocol';
import { ArmedBar } from './armedBar';
import { Channels } from './channels';
import { el, setShown, setText } from './dom';
import { Drawer } from './drawer';
import { emptyState } from './emptyState';
import { Faults } from './faults';
import { shownUnit } from './format';
import { Header, stateName } from './header';
import { Legend } from './legend';
import { Metrics } from './metrics';
import { Plots } from './plots';
import { SafeStateBlock } from './safeState';
import { knownSpan, Tools } from './tools';
import { Waiting } from './waiting';

export interface PanelHost {
  readonly post: (message: FromWebview) => void;
  /** What was kept when the page was last thrown away. */
  readonly state: PanelState | undefined;
  readonly keep: (state: PanelState) => void;
}

type StateMessage = Extract<ToWebview, { type: 'state' }>;

const TICK_MS = 1000;

/** The whole page: shows the last state it was told, and sends what the user wants. */
export class Panel {
  private readonly header: Header;
  private readonly armed: ArmedBar;
  private readonly safe: SafeStateBlock;
  private readonly metrics = new Metrics();
  private readonly tools: Tools;
  private readonly legend: Legend;
  private readonly channels: Channels;
  private readonly faults: Faults;
  private readonly plots: Plots;
  private drawer: Drawer | undefined;
  private readonly empty: HTMLElement;
  private readonly live = el('div', { class: 'panel' });
  private readonly waiting: Waiting;
  private readonly plot = el('section', { class: 'plot' });
  private readonly status = el('div', { class: 'sr-only', attributes: { role: 'status' } });
  private readonly alert = el('div', { class: 'sr-only', attributes: { role: 'alert' } });
  private spanMs: number;
  private last: StateMessage | undefined;
  private focused: DeviceView | undefined;
  private ticker: number | undefined;
  private announced = '';

  constructor(
    private readonly root: HTMLElement,
    private readonly host: PanelHost,
  ) {
    const { post } = host;
    const emphasise = (channelId: string | undefined) => {
      this.plots.emphasise(channelId);
    };
    this.header = new Header(post);
    this.armed = new ArmedBar(post);
    this.safe = new SafeStateBlock(post);
    this.legend = new Legend(post, emphasise);
    this.channels = new Channels(post, emphasise);
    this.faults = new Faults(post);
    this.empty = emptyState(post);
    this.waiting = new Waiting(post);
    this.spanMs = knownSpan(host.state?.spanMs);
    this.tools = new Tools(
      () => {
        this.togglePause();
      },
      (spanMs) => {
        this.setSpan(spanMs);
      },
    );
    const plotHost = this.build();
    this.plots = this.makePlots(plotHost);
    this.plots.setSpan(this.spanMs);
    this.tools.setSpan(this.spanMs);
    new MutationObserver(() => {
      this.plots.applyTheme();
      if (this.last !== undefined) this.show(this.last);
    }).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  }

  /** Takes a message of the host. */
  receive(message: ToWebview): void {
    switch (message.type) {
      case 'state':
        this.last = message;
        this.show(message);
        return;
      case 'series':
        this.plots.apply(message);
        return;
      case 'pause':
        if (message.paused !== (this.plots.pausedSinceMs !== undefined)) this.togglePause();
        return;
      default:
        message satisfies never;
    }
  }

  private makePlots(plotHost: HTMLElement): Plots {
    const { post } = this.host;
    return new Plots({
      host: plotHost,
      onViewport: (view) => {
        post({ type: 'viewport', ...view });
      },
      onDrawn: (drawn) => {
        this.root.dataset.drawnSequence = String(drawn.sequence);
        this.root.dataset.nonblank = String(drawn.nonBlank);
        post({ type: 'drawn', ...drawn });
      },
      reducedMotion: () =>
        matchMedia('(prefers-reduced-motion: reduce)').matches ||
        document.body.classList.contains('vscode-reduce-motion'),
    });
  }

  private build(): HTMLElement {
    const plotHost = el('div', { class: 'plot-host' });
    const { plot } = this;
    plot.tabIndex = 0;
    plot.setAttribute('role', 'application');
    plot.append(plotHost, this.waiting.element);
    plot.addEventListener('keydown', (event) => {
      if (event.key !== ' ' || event.target !== plot) return;
      event.preventDefault();
      this.togglePause();
    });
    const main = el('main', { class: 'stage' }, this.tools.element, this.legend.element, plot);
    const body = el('div', { class: 'body' }, main);
    this.drawer = new Drawer(body, [
      { name: 'Channels', content: this.channels.element },
      { name: 'Faults', content: this.faults.element },
    ]);
    body.append(this.drawer.element);
    const { header, armed, safe, metrics } = this;
    this.live.append(header.element, armed.element, safe.element, metrics.element, body);
    this.root.append(this.empty, this.live, this.status, this.alert);
    setShown(this.empty, false);
    setShown(this.live, false);
    return plotHost;
  }

  private show(message: StateMessage): void {
    const { devices, focusedId, metrics, nowMs, wallOffsetMs } = message;
    const device = devices.find(({ id }) => id === focusedId) ?? devices.at(0);
    this.focused = device;
    setShown(this.empty, device === undefined);
    setShown(this.live, device !== undefined);
    if (device === undefined) return;
    const light =
      document.body.classList.contains('vscode-light') ||
      document.body.classList.contains('vscode-high-contrast-light');
    const plotted = device.channels.filter((channel) => channel.plotted);
    this.root.dataset.state = device.state;
    this.header.update(device, devices);
    this.armed.update(device);
    this.safe.update(device, wallOffsetMs);
    this.metrics.update(device, metrics);
    this.channels.update(device, light);
    this.faults.update(device);
    this.legend.update(device.id, plotted, light);
    this.drawer?.setCount('Faults', device.fault.kind === 'none' ? 0 : 1);
    this.plots.setChannels(plotted);
    this.plots.setTime({ nowMs, wallOffsetMs }, { ...device, running: isRunning(device) });
    this.namePlot(plotted);
    this.showTime();
    this.announce(device);
    this.keep(device);
  }

  /** What says how long something lasts already; again every second while that is so. */
  private showTime(): void {
    window.clearTimeout(this.ticker);
    const device = this.focused;
    if (device === undefined) return;
    const { nowMs, pausedSinceMs: since } = this.plots;
    const pausedForMs = since === undefined ? undefined : nowMs - since;
    this.root.dataset.paused = String(since !== undefined);
    this.tools.update({ pausedForMs, running: isRunning(device) });
    const waiting = this.waiting.update(device, nowMs);
    if (since === undefined && !waiting) return;
    this.ticker = window.setTimeout(() => {
      this.showTime();
    }, TICK_MS);
  }

  private namePlot(plotted: readonly ChannelView[]): void {
    const units = [...new Set(plotted.map(({ unit }) => shownUnit(unit)))].filter(Boolean);
    const channels = plotted.length === 1 ? '1 channel' : `${String(plotted.length)} channels`;
    const seconds = `${String(this.spanMs / 1000)} seconds`;
    const name = ['Plot', ...units, channels, seconds].join(', ');
    if (this.plot.ariaLabel !== name) this.plot.ariaLabel = name;
  }

  private announce({ name, state, cause, fault }: DeviceView): void {
    const armed = fault.kind === 'none' ? '' : ' A fault is armed.';
    const text = `${name}: ${stateName(state)}${cause === '' ? '' : `, ${cause}`}.${armed}`;
    if (text === this.announced) return;
    this.announced = text;
    setText(state === 'safeState' ? this.alert : this.status, text);
  }

  private togglePause(): void {
    this.plots.setPaused(this.plots.pausedSinceMs === undefined);
    if (this.last !== undefined) this.show(this.last);
  }

  private setSpan(spanMs: number): void {
    this.spanMs = spanMs;
    this.plots.setSpan(spanMs);
    if (this.last !== undefined) this.show(this.last);
  }

  private keep(device: DeviceView): void {
    const hidden = device.channels.filter((c) => !c.plotted).map((c) => c.id);
    this.host.keep({ deviceId: device.id, hidden, spanMs: this.spanMs });
  }
}

/** Time goes on while the device does; what an idle device showed last stays. */
function isRunning({ state, link }: DeviceView): boolean {
  return state !== 'idle' && link.kind !== 'closed';
}
