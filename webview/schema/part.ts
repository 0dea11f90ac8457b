import { el, setShown, setText } from '../dom';

/** A named part of the form, with room for what is wrong in it. */
export interface Part {
  readonly element: HTMLElement;
  /** Says what is wrong; undefined = nothing is. */
  setProblem(message: string | undefined): void;
}

let serial = 0;

/** Makes a part with a heading; `beside` stands at its right. */
export function part(name: string, content: readonly Node[], beside: readonly Node[] = []): Part {
  const id = `part-${String(++serial)}`;
  const problem = el('p', { class: 'problem', attributes: { role: 'alert' } });
  setShown(problem, false);
  const head = el(
    'div',
    { class: 'part-head' },
    el('h2', { text: name, attributes: { id } }),
    ...beside,
  );
  const attributes = { 'aria-labelledby': id };
  return {
    element: el('section', { class: 'part', attributes }, head, ...content, problem),
    setProblem(message) {
      setShown(problem, message !== undefined);
      setText(problem, message ?? '');
    },
  };
}
