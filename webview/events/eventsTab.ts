import { t } from '@vscode/l10n';
import type { TelemetryEvent } from '../../src/model';
import type { FromWebview } from '../../src/protocol';
import { button, textField, toggleGroup } from '../controls';
import { el, setShown, setText } from '../dom';
import type { EventBook } from '../eventBook';
import type { EventGroup } from '../eventLook';
import type { PanelView } from '../panelView';
import { iconButton } from '../plots/iconButton';
import { eventsAsText, filterEvents, isOpenFilter } from './eventFilter';
import { askForSource } from '../sourceLink';
import { eventRow } from './eventRow';
import { VirtualList } from './virtualList';

/** Everything that happened, newest last: filtered by kind and text, copied, and jumped to. */
export class EventsTab {
  readonly element = el('div', { class: 'events' });
  private readonly filter = textField(t('Filter events'), 'event-filter', {
    hidden: true,
    placeholder: t('Filter events'),
    icon: 'filter',
    onInput: () => this.show(),
  });
  private groups: ReadonlySet<EventGroup> = new Set();
  private readonly chips = toggleGroup<EventGroup>(
    t('Kinds of events'),
    [
      { value: 'state', label: t('State') },
      { value: 'alarm', label: t('Alarm') },
      { value: 'fault', label: t('Fault') },
      { value: 'loss', label: t('Loss') },
      { value: 'debug', label: t('Debugger') },
      { value: 'other', label: t('Other') },
    ],
    t('All'),
    (chosen) => {
      this.groups = new Set(chosen);
      this.show();
    },
  );
  private readonly list: VirtualList<TelemetryEvent>;
  private readonly empty = el('div', { class: 'events-empty' });
  private readonly emptyText = el('p', { class: 'dim' });
  private readonly clear = button(t('Clear filter'), undefined, 'clear-filter', () => {
    this.filter.set('');
    this.chips.clear();
    this.show();
  });
  private readonly newest = button(t('Newest'), 'newest', 'events-newest', () => {
    this.list.toEnd();
  });
  private shown: readonly TelemetryEvent[] = [];
  private shownKey = '';
  private view: PanelView | undefined;

  constructor(
    private readonly book: EventBook,
    private readonly post: (message: FromWebview) => void,
    jumpTo: (timeMs: number) => void,
  ) {
    this.list = new VirtualList<TelemetryEvent>({
      name: t('Event log'),
      make: (event) => eventRow(event, this.view?.wallOffsetMs ?? 0, this.nameOf(event.deviceId)),
      choose: (event) => {
        jumpTo(event.timeMs);
        askForSource(this.element, [event]);
      },
      onFollow: (follows) => {
        setShown(this.newest.element, !follows);
      },
    });
    const copy = iconButton(t('Copy the events shown'), 'copy', 'events-copy', () => {
      this.copy(this.shown);
    });
    const tools = el('div', { class: 'events-tools' }, this.filter.element, copy.element);
    setShown(this.newest.element, false);
    this.empty.append(this.emptyText, this.clear.element);
    const { list, empty, newest, chips, element } = this;
    const foot = el('div', { class: 'events-foot' }, newest.element);
    element.append(tools, chips.element, empty, list.element, foot);
    list.element.addEventListener('keydown', (event) => {
      if (event.key.toLowerCase() !== 'c' || !(event.ctrlKey || event.metaKey)) return;
      const { current } = list;
      if (current === undefined || document.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      event.stopPropagation();
      this.copy([current]);
    });
  }

  update(view: PanelView): void {
    this.view = view;
    this.show();
  }

  /** The device's name where there are several. */
  private nameOf(deviceId: string): string {
    const devices = this.view?.devices ?? [];
    if (devices.length < 2) return '';
    return devices.find(({ id }) => id === deviceId)?.name ?? '';
  }

  private show(): void {
    const filter = { groups: this.groups, text: this.filter.value() };
    const key = `${String(this.book.revision)}|${[...filter.groups].join()}|${filter.text}`;
    if (key === this.shownKey) return;
    this.shownKey = key;
    const { all } = this.book;
    this.shown = filterEvents(all, filter, (id) => this.nameOf(id));
    const none = this.shown.length === 0;
    setShown(this.empty, none);
    setShown(this.list.element, !none);
    setShown(this.clear.element, all.length > 0 && !isOpenFilter(filter));
    setText(
      this.emptyText,
      all.length === 0 ? t('Nothing has happened yet.') : t('No event matches.'),
    );
    this.list.set(this.shown);
  }

  private copy(events: readonly TelemetryEvent[]): void {
    if (events.length === 0) return;
    const { wallOffsetMs = 0 } = this.view ?? {};
    this.post({ type: 'copy', text: eventsAsText(events, wallOffsetMs, (id) => this.nameOf(id)) });
  }
}
