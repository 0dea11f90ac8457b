import { t } from '@vscode/l10n';
import { el, setText } from '../dom';
import { withUnit, type ValueText } from '../format';

/** One channel in a plot's legend. */
export interface LegendChannel {
  readonly id: string;
  readonly label: string;
  /** Behind the latest value; empty when the title says it already. */
  readonly unit: string;
  readonly colour: string;
  readonly dashed: boolean;
  readonly hidden: boolean;
  readonly latest: number;
  /** NaN while not known. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}

/** What a click on an entry asks for. */
export interface LegendActions {
  readonly toggle: (channelId: string) => void;
  readonly only: (channelId: string) => void;
  readonly emphasise: (channelId: string | undefined) => void;
}

/** Colour, name and numbers of a channel: a click hides it, with Alt it is shown alone, hovering lifts it out. */
export class LegendEntry {
  readonly element = el('button', { class: 'legend-entry plain', attributes: { type: 'button' } });
  private readonly swatch = el('span', { class: 'swatch' });
  private readonly name = el('span', { class: 'legend-name' });
  private readonly latest = el('span', { class: 'legend-latest strong' });
  private readonly range = el('span', { class: 'legend-range' });
  private readonly mean = el('span', { class: 'legend-mean' });

  constructor(
    id: string,
    private readonly text: ValueText,
    actions: LegendActions,
  ) {
    const { element } = this;
    element.append(this.swatch, this.name, this.latest, this.range, this.mean);
    element.dataset.channel = id;
    const choose = (alone: boolean) => {
      if (alone) actions.only(id);
      else actions.toggle(id);
    };
    element.addEventListener('click', (event) => {
      choose(event.altKey);
    });
    // A click made by the keyboard does not say that Alt was held.
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !event.altKey) return;
      event.preventDefault();
      choose(true);
    });
    for (const [event, channelId] of [
      ['mouseenter', id],
      ['focus', id],
      ['mouseleave', undefined],
      ['blur', undefined],
    ] as const) {
      element.addEventListener(event, () => {
        actions.emphasise(channelId);
      });
    }
  }

  update(channel: LegendChannel): void {
    const { element, swatch, text } = this;
    swatch.style.borderColor = channel.colour;
    swatch.classList.toggle('dashed', channel.dashed);
    element.classList.toggle('hidden-series', channel.hidden);
    element.setAttribute('aria-pressed', String(!channel.hidden));
    const title = channel.hidden
      ? t('Show {0} (Alt+click: it alone)', channel.label)
      : t('Hide {0} (Alt+click: show only it)', channel.label);
    if (element.title !== title) element.title = title;
    setText(this.name, channel.label);
    setText(this.latest, withUnit(text.of(channel.latest), channel.unit));
    const [min, max] = [text.of(channel.min), text.of(channel.max)];
    const known = !Number.isNaN(channel.mean) && !text.isText;
    setText(this.range, known ? `${t('min')} ${min}  ${t('max')} ${max}` : '');
    setText(this.mean, known ? `${t('mean')} ${text.like(channel.mean)}` : '');
  }
}
