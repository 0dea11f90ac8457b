import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
  type Button,
  type Checkbox,
  type Dropdown,
  type TextField,
} from '@vscode/webview-ui-toolkit';
import { el, setShown, setText } from './dom';
import { icon, type IconName } from './icons';

// The only file that knows the toolkit, so that another can take its place.
provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeTextField(),
);

/** A control and what the panel does with it. */
export interface ButtonControl {
  readonly element: HTMLElement;
  setDisabled(reason: string | undefined): void;
  setPrimary(primary: boolean): void;
  setLabel(label: string, iconName?: IconName): void;
}

/** A button with an icon and a word; disabled it stays focusable and says why. */
export function button(
  label: string,
  iconName: IconName | undefined,
  testId: string,
  onClick: () => void,
): ButtonControl {
  const element = el('vscode-button' as 'div') as unknown as Button;
  const word = el('span', { class: 'word' });
  let disabled = false;
  element.dataset.testid = testId;
  element.addEventListener('click', () => {
    if (!disabled) onClick();
  });
  const control: ButtonControl = {
    element,
    setDisabled(reason) {
      disabled = reason !== undefined;
      element.setAttribute('aria-disabled', String(disabled));
      element.classList.toggle('disabled', disabled);
      element.title = reason ?? word.textContent;
    },
    setPrimary(primary) {
      element.appearance = primary ? 'primary' : 'secondary';
    },
    setLabel(text, name) {
      if (word.textContent === text) return;
      word.textContent = text;
      element.setAttribute('aria-label', text);
      element.title = text;
      element.replaceChildren(...(name === undefined ? [] : [slotted(name)]), word);
    },
  };
  control.setPrimary(false);
  control.setLabel(label, iconName);
  return control;
}

function slotted(name: IconName): SVGSVGElement {
  const shape = icon(name);
  shape.setAttribute('slot', 'start');
  return shape;
}

/** A count; not there while it is 0. */
export interface BadgeControl {
  readonly element: HTMLElement;
  set(count: number): void;
}

/** A small round number beside a word. Ours: the toolkit's has a style attribute, which our policy forbids. */
export function badge(): BadgeControl {
  const element = el('span', { class: 'count' });
  setShown(element, false);
  return {
    element,
    set(count) {
      setShown(element, count > 0);
      setText(element, String(count));
    },
  };
}

/** A choice of few. */
export interface DropdownControl {
  readonly element: HTMLElement;
  value(): string;
  set(value: string): void;
  setOptions(options: readonly { value: string; label: string }[]): void;
}

/** A dropdown with a name for screen readers. */
export function dropdown(
  name: string,
  options: readonly { value: string; label: string }[],
  onChange: (value: string) => void,
): DropdownControl {
  const element = el('vscode-dropdown' as 'div') as unknown as Dropdown;
  element.setAttribute('aria-label', name);
  let shown = '';
  const control: DropdownControl = {
    element,
    value: () => element.value,
    set(value) {
      if (element.value !== value) element.value = value;
    },
    setOptions(list) {
      const key = JSON.stringify(list);
      if (key === shown) return;
      shown = key;
      element.replaceChildren(
        ...list.map(({ value, label }) =>
          el('vscode-option' as 'div', { text: label, attributes: { value } }),
        ),
      );
    },
  };
  control.setOptions(options);
  element.addEventListener('change', () => {
    onChange(element.value);
  });
  return control;
}

/** A tick with its label's content. */
export function checkbox(
  label: Node,
  testId: string,
  onChange: (checked: boolean) => void,
): { element: HTMLElement; set(checked: boolean): void } {
  const element = el('vscode-checkbox' as 'div', {}, label) as unknown as Checkbox;
  element.dataset.testid = testId;
  let known = false;
  element.addEventListener('change', () => {
    // Also fired when the panel itself sets the tick.
    if (element.checked === known) return;
    known = element.checked;
    onChange(known);
  });
  return {
    element,
    set(checked) {
      known = checked;
      if (element.checked !== checked) element.checked = checked;
    },
  };
}

/** A field for a number with its bounds; `value` is undefined while what is typed is not one. */
export function numberField(
  name: string,
  initial: number,
  bounds: { min: number; max: number; whole: boolean },
): { element: HTMLElement; value(): number | undefined; markValid(): void } {
  // Its text is its label; the toolkit overwrites any aria-label.
  const element = el('vscode-text-field' as 'div', { text: name }) as unknown as TextField;
  element.value = String(initial);
  const read = () => {
    const value = Number(element.value.trim().replace(',', '.'));
    const inside = element.value.trim() !== '' && value >= bounds.min && value <= bounds.max;
    return inside && (!bounds.whole || Number.isInteger(value)) ? value : undefined;
  };
  const markValid = () => {
    element.classList.toggle('invalid', read() === undefined);
    element.setAttribute('aria-invalid', String(read() === undefined));
  };
  element.addEventListener('input', markValid);
  return { element, value: read, markValid };
}
