import type { Button, Checkbox, Dropdown, TextField } from '@vscode/webview-ui-toolkit';
import { el, setShown, setText } from './dom';
import { icon, type IconName } from './icons';
import { fieldText, numberProblem, parseNumber, stepped, type NumberBounds } from './numberInput';

// With toolkit.ts the only file that knows the toolkit, so that another can take its place. Elements may be made before it is
// loaded: they become what they are to be when it is there.

/** A control and what the panel does with it. */
export interface ButtonControl {
  readonly element: HTMLElement;
  /** A reason disables it: it stays focusable and says why. */
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
  let reason: string | undefined;
  element.dataset.testid = testId;
  element.addEventListener('click', () => {
    if (reason === undefined) onClick();
  });
  const showTitle = () => {
    const title = reason ?? word.textContent;
    if (element.title !== title) element.title = title;
  };
  const control: ButtonControl = {
    element,
    setDisabled(why) {
      reason = why;
      element.setAttribute('aria-disabled', String(why !== undefined));
      element.classList.toggle('disabled', why !== undefined);
      showTitle();
    },
    setPrimary(primary) {
      element.appearance = primary ? 'primary' : 'secondary';
    },
    setLabel(text, name) {
      if (word.textContent === text) return;
      word.textContent = text;
      element.setAttribute('aria-label', text);
      element.replaceChildren(...(name === undefined ? [] : [slotted(name)]), word);
      showTitle();
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

/** One line of a choice. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

const DROPDOWN = 'vscode-dropdown';

/** A choice of few. */
export interface DropdownControl {
  readonly element: HTMLElement;
  value(): string;
  /** Chooses without a call back; an unknown value is kept until its option comes. */
  set(value: string): void;
  /** Replaces the lines; what was chosen stays so, if it is still there, else the first is. */
  setOptions(options: readonly Option[]): void;
}

/** A dropdown with a name for screen readers. */
export function dropdown(
  name: string,
  options: readonly Option[],
  onChange: (value: string) => void,
): DropdownControl {
  const element = el(DROPDOWN as 'div') as unknown as Dropdown;
  element.setAttribute('aria-label', name);
  let shown: readonly Option[] = [];
  let wanted = '';
  // The toolkit knows its options a moment after they are there, and forgets what was set before.
  const apply = () => {
    // A plain element would keep the value for itself when it becomes a dropdown.
    if (customElements.get(DROPDOWN) === undefined) return;
    // Where the line is too long for the field, its end is at least here.
    const line = shown.find(({ value }) => value === wanted)?.label ?? '';
    if (element.title !== line) element.title = line;
    if (shown.some(({ value }) => value === wanted) && element.value !== wanted) {
      element.value = wanted;
    }
  };
  const settle = () => {
    apply();
    queueMicrotask(apply);
    requestAnimationFrame(apply);
  };
  const control: DropdownControl = {
    element,
    value: () => wanted,
    set(value) {
      if (value === wanted && element.value === value) return;
      wanted = value;
      settle();
    },
    setOptions(list) {
      if (JSON.stringify(list) === JSON.stringify(shown)) return;
      shown = list;
      if (!list.some(({ value }) => value === wanted)) wanted = list.at(0)?.value ?? '';
      element.replaceChildren(
        ...list.map(({ value, label }) =>
          el('vscode-option' as 'div', { text: label, attributes: { value } }),
        ),
      );
      settle();
    },
  };
  control.setOptions(options);
  void customElements.whenDefined(DROPDOWN).then(settle);
  element.addEventListener('change', () => {
    // Also fired when the page itself sets the value.
    if (element.value === wanted) return;
    wanted = element.value;
    apply();
    onChange(wanted);
  });
  return control;
}

/** A dropdown below its name, as forms have it; `element` is both. */
export function choice(
  name: string,
  options: readonly Option[],
  testId: string,
  onChange: (value: string) => void = () => undefined,
): DropdownControl {
  const control = dropdown(name, options, onChange);
  control.element.dataset.testid = testId;
  const label = el('span', {
    class: 'field-label',
    text: name,
    attributes: { 'aria-hidden': 'true' },
  });
  return { ...control, element: el('div', { class: 'field' }, label, control.element) };
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

/** A field for one line of text. */
export interface TextControl {
  readonly element: HTMLElement;
  value(): string;
  set(value: string): void;
  /** The cursor goes to the end of what stands there. */
  focusEnd(): void;
}

/** A field for text below its name; `hidden` leaves the name to screen readers. */
export function textField(
  name: string,
  testId: string,
  options: { hidden?: boolean; placeholder?: string; icon?: IconName; onInput?: () => void } = {},
): TextControl {
  // Its text is its label; the toolkit overwrites any aria-label.
  const element = el('vscode-text-field' as 'div', { text: name }) as unknown as TextField;
  element.dataset.testid = testId;
  element.classList.toggle('label-hidden', options.hidden === true);
  if (options.placeholder !== undefined) element.placeholder = options.placeholder;
  if (options.icon !== undefined) element.prepend(slotted(options.icon));
  element.addEventListener('input', () => options.onInput?.());
  return {
    element,
    // Undefined before the toolkit has been loaded.
    value: () => ('value' in element ? element.value : ''),
    set(value) {
      element.value = value;
      // The toolkit does it a frame later: what is typed until then would go on from the former text.
      if ('control' in element) element.control.value = value;
    },
    focusEnd() {
      element.focus();
      const at = element.value.length;
      element.control.setSelectionRange(at, at);
    },
  };
}

/** A field for a number; what it refuses it says below itself. */
export interface NumberControl {
  readonly element: HTMLElement;
  /** Undefined while what is typed is not such a number, or nothing. */
  value(): number | undefined;
  set(value: number | undefined): void;
  /** True when `value` may be used: also when nothing is typed where that is an answer. */
  isValid(): boolean;
  /** Shows what is wrong, or that nothing is any more. */
  markValid(): void;
}

/** A field for a number with its bounds and its unit; the arrow keys step, with Shift ten times as far. */
export function numberField(
  name: string,
  initial: number | undefined,
  bounds: NumberBounds & { readonly unit?: string },
): NumberControl {
  const text = textField(name, '');
  const { unit = '' } = bounds;
  if (unit !== '') {
    // The toolkit takes all text for the name: the unit that is seen is none, the one that is heard is.
    const seen = el('span', { class: 'unit', attributes: { slot: 'end', 'data-unit': unit } });
    text.element.append(el('span', { class: 'sr-only', text: ` (${unit})` }), seen);
  }
  const problem = el('p', { class: 'problem', attributes: { role: 'alert' } });
  setShown(problem, false);
  const element = el('div', { class: 'number-field' }, text.element, problem);
  const parsed = () => parseNumber(text.value());
  const why = () => {
    const empty = bounds.optional === true && text.value().trim() === '';
    return empty ? undefined : numberProblem(parsed(), bounds);
  };
  const control: NumberControl = {
    element,
    isValid: () => why() === undefined,
    value: () => (why() !== undefined || Number.isNaN(parsed()) ? undefined : parsed()),
    set(value) {
      text.set(value === undefined ? '' : fieldText(value));
      control.markValid();
    },
    markValid() {
      const said = why();
      text.element.classList.toggle('invalid', said !== undefined);
      text.element.setAttribute('aria-invalid', String(said !== undefined));
      setShown(problem, said !== undefined);
      setText(problem, said ?? '');
    },
  };
  element.addEventListener('input', () => {
    control.markValid();
  });
  element.addEventListener('keydown', (event) => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    const { ctrlKey, altKey, metaKey } = event;
    if (by === 0 || ctrlKey || altKey || metaKey) return;
    event.preventDefault();
    const from = Number.isNaN(parsed()) ? (initial ?? Math.max(0, bounds.min)) : parsed();
    control.set(stepped(from, event.shiftKey ? 10 * by : by, bounds));
    element.dispatchEvent(new Event('input'));
  });
  control.set(initial);
  return control;
}

/** Buttons of which each is in or out; none in means all. */
export function toggleGroup<T extends string>(
  name: string,
  options: readonly { readonly value: T; readonly label: string }[],
  allLabel: string,
  onChange: (chosen: ReadonlySet<T>) => void,
): { readonly element: HTMLElement; clear(): void } {
  const chosen = new Set<T>();
  const chip = (label: string, testId: string, onClick: () => void) => {
    const element = el('button', {
      class: 'chip',
      attributes: { type: 'button', 'data-testid': testId },
    });
    element.append(icon('check', 14), label);
    element.addEventListener('click', onClick);
    return element;
  };
  const show = () => {
    all.setAttribute('aria-pressed', String(chosen.size === 0));
    chips.forEach((element, i) => {
      element.setAttribute('aria-pressed', String(chosen.has(options[i].value)));
    });
  };
  const clear = () => {
    if (chosen.size === 0) return;
    chosen.clear();
    show();
    onChange(chosen);
  };
  const all = chip(allLabel, 'chip-all', clear);
  const chips = options.map(({ value, label }) =>
    chip(label, `chip-${value}`, () => {
      if (!chosen.delete(value)) chosen.add(value);
      show();
      onChange(chosen);
    }),
  );
  show();
  const attributes = { role: 'group', 'aria-label': name };
  return { element: el('div', { class: 'chips', attributes }, all, ...chips), clear };
}
