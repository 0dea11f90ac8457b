import { t } from '@vscode/l10n';
import { FRAMING, SPARE, type FrameView } from '../../src/schemaMessages';
import { rejectText } from '../../src/causeWords';
import { formatNumber } from '../../src/numberFormat';
import { refusalText } from '../../src/refusalWords';
import { el } from '../dom';
import { icon } from '../icons';

/** The last frames as they came, newest first; the bytes of one field stand out. */
export class FramesView {
  readonly element = el('div', {
    class: 'frames',
    attributes: { role: 'list', 'aria-label': t('Last frames'), 'data-testid': 'frames' },
  });
  private frames: readonly FrameView[] = [];
  private selected = -1;
  private shown = '';

  constructor(private readonly onField: (field: number) => void) {
    this.element.addEventListener('click', ({ target }) => {
      const field = target instanceof HTMLElement ? target.dataset.field : undefined;
      if (field !== undefined) this.onField(Number(field));
    });
  }

  update(frames: readonly FrameView[]): void {
    this.frames = frames;
    this.draw();
  }

  /** The field whose bytes stand out. */
  select(field: number): void {
    this.selected = field;
    this.draw();
  }

  private draw(): void {
    const key = JSON.stringify([this.frames, this.selected]);
    if (key === this.shown) return;
    this.shown = key;
    this.element.replaceChildren(...this.frames.map((frame) => this.frame(frame)));
  }

  private frame({ bytes, owners, length, trouble }: FrameView): HTMLElement {
    const hex = el('div', { class: 'hex' });
    for (let from = 0; from < bytes.length;) {
      let to = from + 1;
      while (to < bytes.length && owners[to] === owners[from]) to++;
      const text = bytes.slice(from, to).map((byte) => byte.toString(16).padStart(2, '0'));
      hex.append(this.run(owners[from], text.join(' ')), ' ');
      from = to;
    }
    const more = length > bytes.length ? ` … ${t('{0} bytes in all', formatNumber(length))}` : '';
    hex.append(more);
    const element = el('div', { class: 'frame', attributes: { role: 'listitem' } }, hex);
    if (trouble !== undefined) {
      element.append(
        el(
          'div',
          { class: 'trouble' },
          icon('warning', 14),
          el('span', { text: troubleText(trouble) }),
        ),
      );
    }
    return element;
  }

  private run(owner: number, text: string): HTMLElement {
    if (owner === FRAMING) return el('span', { class: 'framing', text, title: t('Framing') });
    if (owner === SPARE) return el('span', { class: 'spare', text, title: t('No field yet') });
    const chosen = owner === this.selected ? ' chosen' : '';
    const attributes = { 'data-field': String(owner) };
    return el('span', { class: `of-field${chosen}`, text, attributes });
  }
}

function troubleText({ cause, detail }: NonNullable<FrameView['trouble']>): string {
  return `${rejectText(cause)}: ${refusalText(detail)}`;
}
