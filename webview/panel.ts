import { t } from '@vscode/l10n';
import {
  DEFAULT_SPAN_MS,
  type FromWebview,
  type PageCommand,
  type PanelState,
  type StateMessage,
  type ToWebview,
} from '../src/protocol';
import { Announcer } from './announcer';
import { ArmedBar } from './armedBar';
import { ChannelsTab } from './channels/channelsTab';
import { HostClock } from './clock';
import { CommandsTab } from './commandsTab';
import { el, setShown } from './dom';
import { Drawer } from './drawer/drawer';
import { emptyState } from './emptyState';
import { EventBook } from './eventBook';
import { EventsTab } from './events/eventsTab';
import { FaultsTab } from './faults/faultsTab';
import { Header } from './header';
import { KeysHelp } from './keysHelp';
import { Metrics } from './metrics/metrics';
import type { PanelView } from './panelView';
import { readTheme } from './plotTheme';
import { Popover } from './popover';
import { Regions } from './regions';
import { SafeStateBlock } from './safeState';
import { sendSourceRequests } from './sourceLink';
import { Stage } from './stage';
import { TableTab } from './tableTab';

export interface PanelHost {
  readonly post: (message: FromWebview) => void;
  /** What was kept when the page was last thrown away. */
  readonly state: PanelState | undefined;
  readonly keep: (state: PanelState) => void;
}

const TICK_MS = 1000;

const TAB_OF: Partial<Record<PageCommand, string>> = {
  showChannels: 'channels',
  showFaults: 'faults',
  showEvents: 'events',
  showTable: 'table',
  showCommands: 'commands',
};

/** The whole page: shows the last state it was told, and sends what the user wants. */
export class Panel {
  private readonly live = el('div', { class: 'panel' });
  private readonly empty: HTMLElement;
  private readonly header: Header;
  private readonly armed: ArmedBar;
  private readonly safe: SafeStateBlock;
  private readonly metrics: Metrics;
  private readonly stage: Stage;
  private readonly drawer: Drawer;
  private readonly table: TableTab;
  private readonly keys: KeysHelp;
  private readonly announcer = new Announcer();
  private readonly events = new EventBook();
  private readonly popover = new Popover(document.body);
  private readonly clock = new HostClock();
  private last: StateMessage | undefined;
  private spanMs: number;
  private kept = '';

  constructor(
    private readonly root: HTMLElement,
    private readonly host: PanelHost,
  ) {
    const { post } = host;
    this.spanMs = host.state?.spanMs ?? DEFAULT_SPAN_MS;
    this.keys = new KeysHelp();
    this.header = new Header(post, {
      showKeys: () => {
        this.keys.open();
      },
      showDrawer: () => {
        this.drawer.focus();
      },
    });
    this.armed = new ArmedBar(post);
    this.safe = new SafeStateBlock(post);
    this.metrics = new Metrics(this.popover);
    this.empty = emptyState(post);
    this.table = new TableTab(post);
    this.stage = this.makeStage();
    const body = el('div', { class: 'body' }, this.stage.element);
    this.drawer = this.makeDrawer(body);
    body.append(this.drawer.element);
    this.build(body);
    this.listen();
  }

  /** Takes a message of the host. */
  receive(message: ToWebview): void {
    if (message.type === 'command') {
      this.command(message.command);
      return;
    }
    if (message.type === 'series' && message.state !== undefined) this.receive(message.state);
    if (message.type === 'state') this.last = message;
    if (message.type === 'state')
      this.clock.sync(message.nowMs, performance.now(), message.wallOffsetMs);
    if (message.type === 'events') this.events.apply(message);
    if (message.type === 'statistics') this.table.receive(message);
    this.stage.receive(message);
    if (message.type === 'state' || message.type === 'events') this.show();
  }

  private makeStage(): Stage {
    return new Stage({
      root: this.root,
      post: this.host.post,
      spanMs: this.host.state?.spanMs,
      onSpan: (spanMs) => {
        this.spanMs = spanMs;
        this.keep();
      },
      events: this.events,
      popover: this.popover,
      showTable: () => {
        this.drawer.focus('table');
      },
    });
  }

  private makeDrawer(body: HTMLElement): Drawer {
    const { post, state } = this.host;
    const channels = new ChannelsTab({
      post,
      emphasise: (channelId) => {
        this.stage.emphasise(channelId);
      },
    });
    const faults = new FaultsTab(post);
    const events = new EventsTab(this.events, post, (timeMs) => {
      this.drawer.showPlots();
      this.stage.jumpTo(timeMs);
    });
    const commands = new CommandsTab(post);
    const page = (
      id: string,
      label: string,
      icon: 'channels' | 'zap' | 'list' | 'table' | 'terminal',
      content: { element: HTMLElement; update(view: PanelView): void },
    ) => ({
      id,
      label,
      icon,
      content: content.element,
      update: (view: PanelView) => {
        content.update(view);
      },
    });
    // A table says to the ear what the plots say to the eye.
    const reads = document.body.classList.contains('vscode-using-screen-reader');
    return new Drawer(
      body,
      [
        page('channels', t('Channels'), 'channels', channels),
        page('faults', t('Faults'), 'zap', faults),
        page('events', t('Events'), 'list', events),
        page('table', t('Table'), 'table', this.table),
        page('commands', t('Commands'), 'terminal', commands),
      ],
      state === undefined ? undefined : { tab: state.tab, drawerPx: state.drawerPx },
      reads ? 'table' : 'channels',
      () => {
        this.header.setDrawerClosed(this.drawer.isClosed);
        this.keep();
      },
    );
  }

  private build(body: HTMLElement): void {
    const { header, armed, safe, metrics, live } = this;
    live.append(header.element, armed.element, safe.element, metrics.element, body);
    this.root.append(this.empty, live, this.announcer.element, this.keys.element);
    header.setDrawerClosed(this.drawer.isClosed);
    setShown(this.empty, false);
    setShown(live, false);
  }

  private listen(): void {
    new Regions(this.root);
    sendSourceRequests(this.host.post);
    new MutationObserver(() => {
      this.show();
    }).observe(document.body, { attributes: true, attributeFilter: ['class'] });
    // What says how long something lasts already, or still.
    window.setInterval(() => {
      if (!document.hidden) this.show();
    }, TICK_MS);
  }

  private command(command: PageCommand): void {
    const tab = TAB_OF[command];
    if (tab !== undefined) this.drawer.focus(tab);
    else if (command === 'showKeys') this.keys.open();
    else this.stage.command(command);
  }

  private show(): void {
    const { last } = this;
    if (last === undefined) return;
    const view = this.viewOf(last);
    setShown(this.empty, view === undefined);
    setShown(this.live, view !== undefined);
    this.announcer.update(last.devices);
    if (view === undefined) return;
    const { device } = view;
    this.root.dataset.state = device.state;
    this.header.update(device, view.devices);
    this.armed.update(view);
    this.safe.update(view, this.events.of(device.id));
    this.metrics.update(view);
    this.drawer.setCount('faults', device.faults.length);
    this.drawer.update(view);
    this.keep();
  }

  /** Undefined when there is no device. */
  private viewOf({ devices, focusedId, metrics }: StateMessage): PanelView | undefined {
    const device = devices.find(({ id }) => id === focusedId) ?? devices.at(0);
    if (device === undefined) return undefined;
    const nowMs = this.clock.at(performance.now());
    const { wallOffsetMs } = this.clock;
    return { device, devices, metrics, nowMs, wallOffsetMs, light: readTheme().light };
  }

  private keep(): void {
    const focused = this.last?.focusedId ?? this.last?.devices.at(0)?.id;
    const state: PanelState = {
      deviceId: focused ?? this.host.state?.deviceId,
      spanMs: this.spanMs,
      ...this.drawer.state,
    };
    const key = JSON.stringify(state);
    if (key === this.kept) return;
    this.kept = key;
    this.host.keep(state);
  }
}
