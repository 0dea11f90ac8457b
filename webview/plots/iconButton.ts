import { el } from '../dom';
import { icon, type IconName } from '../icons';

/** A 24 x 24 button without a word. */
export interface IconButton {
  readonly element: HTMLButtonElement;
  /** Its name, and what the pointer is told: the name and the key. */
  setLabel(label: string, iconName: IconName): void;
  setPressed(pressed: boolean): void;
  /** Stays focusable and says why it does nothing; undefined = it does. */
  setDisabled(why: string | undefined): void;
}

/** Makes a button that is only an icon; `key` is named in its title. */
export function iconButton(
  label: string,
  iconName: IconName,
  testId: string,
  onClick: () => void,
  key = '',
): IconButton {
  const element = el('button', {
    class: 'icon-button',
    attributes: { type: 'button', 'data-testid': testId },
  });
  element.addEventListener('click', onClick);
  let title = '';
  const button: IconButton = {
    element,
    setLabel(text, name) {
      if (element.ariaLabel === text) return;
      element.ariaLabel = text;
      title = key === '' ? text : `${text} (${key})`;
      element.title = title;
      element.replaceChildren(icon(name));
    },
    setPressed(pressed) {
      element.setAttribute('aria-pressed', String(pressed));
    },
    setDisabled(why) {
      element.setAttribute('aria-disabled', String(why !== undefined));
      const shown = why ?? title;
      if (element.title !== shown) element.title = shown;
    },
  };
  button.setLabel(label, iconName);
  return button;
}
