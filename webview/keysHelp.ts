import { t } from '@vscode/l10n';
import { el } from './dom';
import { keyList, type KeyGroup } from './keyList';
import { iconButton } from './plots/iconButton';

/** The list of all keys over the page; `?` opens it, Esc and a press beside it close it. */
export class KeysHelp {
  readonly element = el('dialog', { class: 'keys', attributes: { 'aria-label': t('Keys') } });

  constructor() {
    const close = iconButton(t('Close'), 'close', 'keys-close', () => {
      this.element.close();
    });
    const head = el('div', { class: 'keys-head' }, el('h2', { text: t('Keys') }), close.element);
    const groups = el('div', { class: 'keys-groups' }, ...keyList().map(groupOf));
    // So that a press beside it is a press on the dialog itself.
    const inside = el('div', { class: 'keys-inside' }, head, groups);
    this.element.append(inside);
    this.element.addEventListener('click', ({ target }) => {
      if (target === this.element) this.element.close();
    });
    document.addEventListener('keydown', (event) => {
      if (event.key !== '?' || isTyping(event)) return;
      event.preventDefault();
      this.open();
    });
  }

  open(): void {
    if (!this.element.open) this.element.showModal();
  }
}

function groupOf({ name, lines }: KeyGroup): HTMLElement {
  const rows = lines.flatMap(({ does, keys }) => {
    const words = keys.flatMap((key, i) => [...(i === 0 ? [] : [' ']), el('kbd', { text: key })]);
    return [el('dt', { text: does }), el('dd', {}, ...words)];
  });
  return el('section', {}, el('h3', { text: name }), el('dl', {}, ...rows));
}

/** True when the key goes into a field. */
function isTyping(event: KeyboardEvent): boolean {
  const [inner] = event.composedPath();
  return inner instanceof HTMLElement && inner.matches('input, textarea, [contenteditable]');
}
