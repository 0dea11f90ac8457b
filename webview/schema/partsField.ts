import { textField } from '../controls';
import { el, setShown, setText } from '../dom';
import type { Parsed } from './partsText';

/** A field for a list that is typed as one line; what it does not understand it says below itself. */
export class PartsField<T> {
  readonly element: HTMLElement;
  private readonly problem = el('p', { class: 'problem', attributes: { role: 'alert' } });
  private readonly text;

  constructor(
    name: string,
    testId: string,
    placeholder: string,
    private readonly parse: (text: string) => Parsed<T>,
    private readonly says: (wrong: string) => string,
  ) {
    this.text = textField(name, testId, { placeholder });
    setShown(this.problem, false);
    this.element = el('div', { class: 'number-field wide' }, this.text.element, this.problem);
    this.element.addEventListener('input', () => {
      this.mark();
    });
  }

  set(text: string): void {
    this.text.set(text);
    this.mark();
  }

  /** Undefined while nothing is typed, or nothing that is understood. */
  value(): T | undefined {
    const parsed = this.parse(this.text.value());
    return 'wrong' in parsed ? undefined : parsed.value;
  }

  isValid(): boolean {
    return !('wrong' in this.parse(this.text.value()));
  }

  private mark(): void {
    const parsed = this.parse(this.text.value());
    const said = 'wrong' in parsed ? this.says(parsed.wrong) : undefined;
    this.text.element.classList.toggle('invalid', said !== undefined);
    this.text.element.setAttribute('aria-invalid', String(said !== undefined));
    setShown(this.problem, said !== undefined);
    setText(this.problem, said ?? '');
  }
}
