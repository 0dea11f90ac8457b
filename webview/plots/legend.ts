import { t } from '@vscode/l10n';
import { el, setShown, setText } from '../dom';
import type { ValueText } from '../format';
import { LegendEntry, type LegendActions, type LegendChannel } from './legendEntry';
import { openMenu } from './menu';
import type { TitlePart } from './unitTitle';

/** What is left out, one after the other, until the row fits into one line. */
const FITS = ['all', 'noMean', 'latest', 'noWords', 'names'] as const;

/** The row over a plot: what it measures, then each channel with its numbers. It never wraps. */
export class Legend {
  readonly element = el('div', { class: 'legend' });
  private readonly title = el('h3', { class: 'plot-title' });
  private readonly list = el('div', {
    class: 'legend-list',
    attributes: { role: 'group', 'aria-label': t('Legend') },
  });
  private readonly more = el('button', {
    class: 'legend-more plain',
    attributes: { type: 'button', 'data-testid': 'legend-more', 'aria-haspopup': 'menu' },
  });
  private readonly entries = new Map<string, LegendEntry>();
  private channels: readonly LegendChannel[] = [];
  private fitted = '';

  /** `menu`: the plot's own button at the end of the row. */
  constructor(
    private readonly actions: LegendActions,
    private readonly textOf: (channelId: string) => ValueText,
    menu: HTMLElement,
  ) {
    this.more.addEventListener('click', () => {
      this.openList();
    });
    this.element.append(this.title, this.list, this.more, el('span', { class: 'grow' }), menu);
  }

  update(title: readonly TitlePart[], channels: readonly LegendChannel[]): void {
    this.setTitle(title);
    this.channels = channels;
    const ids = new Set(channels.map(({ id }) => id));
    for (const [id, entry] of this.entries) {
      if (ids.has(id)) continue;
      entry.element.remove();
      this.entries.delete(id);
    }
    channels.forEach((channel, i) => {
      let entry = this.entries.get(channel.id);
      if (entry === undefined) {
        entry = new LegendEntry(channel.id, this.textOf(channel.id), this.actions);
        this.entries.set(channel.id, entry);
      }
      if (this.list.children.item(i) !== entry.element) {
        this.list.insertBefore(entry.element, this.list.children.item(i));
      }
      entry.update(channel);
    });
    this.fit();
  }

  /** Leaves out what does not fit; measured only when the width or the length of the texts has changed. */
  fit(): void {
    const { element, list } = this;
    const key = `${String(element.clientWidth)} ${lengths(element)}`;
    if (key === this.fitted || element.clientWidth === 0) return;
    this.fitted = key;
    const entries = [...list.children].filter((child) => child instanceof HTMLElement);
    for (const entry of entries) setShown(entry, true);
    setShown(this.more, false);
    for (const fit of FITS) {
      element.dataset.fit = fit;
      if (list.scrollWidth <= list.clientWidth) return;
    }
    setShown(this.more, true);
    for (let shown = entries.length - 1; shown >= 0; shown--) {
      setShown(entries[shown], false);
      setText(this.more, `+${String(entries.length - shown)}`);
      if (list.scrollWidth <= list.clientWidth) break;
    }
    this.more.ariaLabel = t('All channels of this plot');
  }

  private setTitle(parts: readonly TitlePart[]): void {
    const key = JSON.stringify(parts);
    if (this.title.dataset.key === key) return;
    this.title.dataset.key = key;
    this.title.replaceChildren(
      ...parts.flatMap(({ words, unit }, i) => [
        ...(i > 0 ? [', '] : []),
        el('span', { class: unit === '' ? '' : 'title-words', text: words }),
        ...(unit === '' ? [] : [' ', el('span', { class: 'title-unit', text: unit })]),
      ]),
    );
  }

  /** The channels that had no room, each with its tick. */
  private openList(): void {
    openMenu(
      this.more,
      t('All channels of this plot'),
      this.channels.map(({ id, label, hidden }) => ({
        label,
        checked: !hidden,
        run: () => {
          this.actions.toggle(id);
        },
      })),
    );
  }
}

/** Digits are equally wide: only the lengths of the texts count. */
function lengths(element: HTMLElement): string {
  return [...element.querySelectorAll('span')].map((span) => span.textContent.length).join();
}
