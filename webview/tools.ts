import { button, dropdown } from './controls';
import { el, setShown, setText } from './dom';
import { agoText } from './format';
import { icon, type IconName } from './icons';

const SPANS: readonly { value: string; label: string }[] = [
  { value: '1000', label: '1 s' },
  { value: '5000', label: '5 s' },
  { value: '10000', label: '10 s' },
  { value: '30000', label: '30 s' },
  { value: '60000', label: '60 s' },
  { value: '300000', label: '5 min' },
  { value: '600000', label: '10 min' },
  { value: '3600000', label: '60 min' },
];

export const DEFAULT_SPAN_MS = 30_000;

/** A span the panel offers; the default for anything else, such as an old state. */
export function knownSpan(spanMs: number | undefined): number {
  return SPANS.some(({ value }) => Number(value) === spanMs) && spanMs !== undefined
    ? spanMs
    : DEFAULT_SPAN_MS;
}

/** Pause, time span, and the pill that says whether what is seen is now. */
export class Tools {
  readonly element = el('div', {
    class: 'tools',
    attributes: { role: 'group', 'aria-label': 'Plot' },
  });
  private readonly pause = button('Pause', 'pause', 'pause', () => {
    this.onPause();
  });
  private readonly span = dropdown('Time span', SPANS, (value) => {
    this.onSpan(Number(value));
  });
  private readonly pill = el('span', { class: 'pill' });
  private readonly pillText = el('span', { class: 'ellipsis' });
  private readonly resume = el('button', {
    class: 'pill-action',
    attributes: { type: 'button', 'data-testid': 'resume' },
  });

  constructor(
    private readonly onPause: () => void,
    private readonly onSpan: (spanMs: number) => void,
  ) {
    this.resume.append(
      'Resume',
      el('kbd', { text: 'Space', attributes: { 'aria-hidden': 'true' } }),
    );
    this.resume.addEventListener('click', onPause);
    this.pill.append(this.pillText, this.resume);
    const spacer = el('span', { class: 'grow' });
    this.element.append(this.pause.element, this.span.element, spacer, this.pill);
  }

  setSpan(spanMs: number): void {
    this.span.set(String(spanMs));
  }

  update(view: { pausedForMs: number | undefined; running: boolean }): void {
    const paused = view.pausedForMs !== undefined;
    this.pause.setLabel(paused ? 'Resume' : 'Pause', paused ? 'play' : 'pause');
    this.pill.classList.toggle('live', !paused && view.running);
    this.pill.classList.toggle('paused', paused);
    setShown(this.resume, paused);
    this.showIcon(paused ? 'pause' : view.running ? 'play' : 'circle');
    const still = view.running ? 'Live' : 'Time stands still';
    const text = paused ? `Paused ${agoText(view.pausedForMs ?? 0)}, capture goes on` : still;
    setText(this.pillText, text);
  }

  private showIcon(name: IconName): void {
    if (this.pill.dataset.icon === name) return;
    this.pill.dataset.icon = name;
    this.pill.querySelector('.icon')?.remove();
    this.pill.prepend(icon(name, 14));
  }
}
