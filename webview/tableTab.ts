import { t } from '@vscode/l10n';
import type { Statistics } from '../src/model';
import type { ChannelView, FromWebview, ToWebview } from '../src/protocol';
import { el, setShown, setText } from './dom';
import { countText, rateText, shownUnit, ValueText, withUnit } from './format';
import { seriesColour } from '../src/seriesColour';
import type { PanelView } from './panelView';
import { iconButton } from './plots/iconButton';
import { tableText } from './tableText';
import { timeOfDay } from './timeText';

type StatisticsMessage = Extract<ToWebview, { type: 'statistics' }>;

const ROWS = { role: 'rowgroup' };
const ROW = { role: 'row' };

/** A plotted channel with the name it has in the table. */
interface Plotted {
  readonly channel: ChannelView;
  readonly label: string;
}

interface Row {
  readonly element: HTMLTableRowElement;
  readonly swatch: HTMLElement;
  readonly cells: readonly HTMLElement[];
  readonly text: ValueText;
}

/** The numbers of every plotted channel over what is in view, as a table. */
export class TableTab {
  readonly element = el('div', { class: 'table-page' });
  private readonly empty = el('p', { class: 'dim', text: t('Tick a channel to see its numbers.') });
  private readonly range = el('span', { class: 'grow small dim' });
  private readonly caption = el('caption', { class: 'sr-only' });
  private readonly body = el('tbody', { attributes: ROWS });
  private readonly table = el('table', { class: 'statistics', attributes: { role: 'table' } });
  private readonly rows = new Map<string, Row>();
  private readonly headings: readonly string[] = [
    t('Channel'),
    t('Latest'),
    t('Min'),
    t('Max'),
    t('Mean'),
    t('Deviation'),
    t('Rate'),
    t('Count'),
  ];
  private readonly scroller: HTMLElement;
  private readonly copy: HTMLElement;
  private message: StatisticsMessage | undefined;
  private view: PanelView | undefined;

  constructor(post: (message: FromWebview) => void) {
    // Laid out as a grid, it says itself that it is a table: browsers forget that then.
    const heads = this.headings.map((text) =>
      el('th', { text, attributes: { scope: 'col', role: 'columnheader' } }),
    );
    const head = el('thead', { attributes: ROWS }, el('tr', { attributes: ROW }, ...heads));
    this.table.append(this.caption, head, this.body);
    const attributes = { tabindex: '0', role: 'group', 'aria-label': t('Table') };
    this.scroller = el('div', { class: 'table-scroller', attributes }, this.table);
    const copy = iconButton(t('Copy the table'), 'copy', 'table-copy', () => {
      post({ type: 'copy', text: this.text() });
    });
    this.copy = copy.element;
    const top = el('div', { class: 'table-head' }, this.range, this.copy);
    this.element.append(this.empty, top, this.scroller);
  }

  /** New numbers; shown at once when the table is in view. */
  receive(message: StatisticsMessage): void {
    this.message = message;
    if (this.view !== undefined && this.element.offsetParent !== null) this.update(this.view);
  }

  update(view: PanelView): void {
    this.view = view;
    const plotted = plottedOf(view);
    setShown(this.empty, plotted.length === 0);
    setShown(this.scroller, plotted.length > 0);
    setShown(this.copy, plotted.length > 0);
    const ids = new Set(plotted.map(({ channel }) => channel.id));
    for (const [id, row] of this.rows) {
      if (ids.has(id)) continue;
      row.element.remove();
      this.rows.delete(id);
    }
    for (const one of plotted) this.showRow(one, view.light);
    const { fromMs = NaN, toMs = NaN } = this.message ?? {};
    const time = (ms: number) => timeOfDay(ms + view.wallOffsetMs, 1000);
    const range = Number.isNaN(fromMs) ? '' : `${time(fromMs)} – ${time(toMs)}`;
    setText(this.range, range);
    setText(this.caption, t('Numbers of the plotted channels, {0}', range));
  }

  private showRow({ channel, label }: Plotted, light: boolean): void {
    const row = this.rows.get(channel.id) ?? this.addRow(channel.id);
    row.swatch.style.background = seriesColour(channel.colour, light);
    const texts = this.textsOf(channel, label, row.text);
    row.cells.forEach((cell, i) => {
      setText(cell, texts[i]);
    });
    row.cells[0].title = label;
  }

  private addRow(id: string): Row {
    const swatch = el('span', { class: 'swatch' });
    const name = el('code');
    const unit = el('span', { class: 'dim' });
    const head = el('th', { attributes: { scope: 'row', role: 'rowheader' } }, swatch, name, unit);
    const cells = this.headings.slice(1).map(() => el('td', { attributes: { role: 'cell' } }));
    const element = el('tr', { attributes: ROW }, head, ...cells);
    const row = { element, swatch, cells: [name, unit, ...cells], text: new ValueText() };
    this.rows.set(id, row);
    this.body.append(element);
    return row;
  }

  /** Name, unit and the numbers, in the digits of the channel. */
  private textsOf(channel: ChannelView, label: string, text: ValueText): readonly string[] {
    const row = this.statisticsOf(channel.id);
    text.meaning = channel.meaning;
    const latest = text.of(row?.latest ?? channel.latest);
    if (row === undefined)
      return [label, shownUnit(channel.unit), latest, '–', '–', '–', '–', '–', '–'];
    const [min, max, mean, deviation] = text.isText
      ? ['–', '–', '–', '–']
      : [text.of(row.min), text.of(row.max), text.like(row.mean), text.like(row.deviation)];
    const rate = rateText(row.rate);
    return [
      label,
      shownUnit(channel.unit),
      latest,
      min,
      max,
      mean,
      deviation,
      withUnit(rate.value, rate.unit),
      countText(row.count),
    ];
  }

  private statisticsOf(channelId: string): Statistics | undefined {
    return this.message?.rows.find((row) => row.channelId === channelId);
  }

  private text(): string {
    const plotted = this.view === undefined ? [] : plottedOf(this.view);
    const [first, ...others] = this.headings;
    const rows = plotted.map(({ channel, label }) => {
      const row = this.statisticsOf(channel.id);
      const { unit, latest, meaning } = channel;
      return { label, unit, latest, row, ...(meaning === undefined ? {} : { meaning }) };
    });
    return tableText([first, t('Unit'), ...others], rows);
  }
}

/** Every plotted channel, named with its device where they are of several. */
function plottedOf({ device, devices }: PanelView): readonly Plotted[] {
  const ordered = [device, ...devices.filter(({ id }) => id !== device.id)];
  const groups = ordered.map((one) => ({
    name: one.name,
    channels: one.channels.filter(({ plotted }) => plotted),
  }));
  const several = groups.filter(({ channels }) => channels.length > 0).length > 1;
  return groups.flatMap(({ name, channels }) =>
    channels.map((channel) => ({
      channel,
      label: several ? `${name} / ${channel.name}` : channel.name,
    })),
  );
}
