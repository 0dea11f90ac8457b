import * as vscode from 'vscode';

/** The user wants the question before this one again. */
export const BACK = Symbol('back');

/** Undefined = the user gave up. */
export type Answer<T> = T | typeof BACK | undefined;

/** Where a question stands in its row: `Arm a fault (2/6)`. */
export interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/** One question; takes what is known so far and hands back what is known then. */
export type Question<A> = (known: A, place: Place) => Promise<Answer<A>>;

/**
 * Asks one question after the other, with a way back from each but the first. Which there are may hang on
 * the answers. An answer is kept as the proposal when its question comes again.
 */
export async function askAll<A>(
  title: string,
  start: A,
  questionsFor: (known: A) => readonly Question<A>[],
): Promise<A | undefined> {
  let known = start;
  let at = 0;
  for (;;) {
    const questions = questionsFor(known);
    if (at >= questions.length) return known;
    const place = { title, step: at + 1, totalSteps: questions.length };
    const answer = await questions[at](known, place);
    if (answer === undefined) return undefined;
    if (answer === BACK) at--;
    else {
      known = answer;
      at++;
    }
  }
}

/** A line of text; `problem` says why what is typed will not do. */
export function askText(
  place: Place,
  options: {
    readonly prompt: string;
    readonly value: string;
    readonly problem: (typed: string) => string | undefined;
  },
): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  input.prompt = options.prompt;
  input.value = options.value;
  const check = () => {
    input.validationMessage = options.problem(input.value.trim());
    return input.validationMessage === undefined;
  };
  input.onDidChangeValue(check);
  return shown(input, place, () => (check() ? input.value.trim() : undefined));
}

/** One of a list. */
export function choose<T extends vscode.QuickPickItem>(
  place: Place,
  items: readonly T[],
  options: { readonly placeholder: string; readonly active?: T },
): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<T>();
  pick.items = items;
  pick.placeholder = options.placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  if (options.active !== undefined) pick.activeItems = [options.active];
  return shown(pick, place, () => pick.selectedItems.at(0));
}

interface Input extends vscode.QuickInput {
  step: number | undefined;
  totalSteps: number | undefined;
  buttons: readonly vscode.QuickInputButton[];
  onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
  onDidAccept: vscode.Event<void>;
}

/** Shows a quick input until it is answered, left or sent back; `take` has no answer while there is none. */
function shown<T>(input: Input, place: Place, take: () => T | undefined): Promise<Answer<T>> {
  return new Promise((resolve) => {
    input.title = place.title;
    if (place.totalSteps > 1) {
      input.step = place.step;
      input.totalSteps = place.totalSteps;
    }
    // A click into the editor to look a value up must not lose the answers.
    input.ignoreFocusOut = true;
    if (place.step > 1) input.buttons = [vscode.QuickInputButtons.Back];
    const end = (answer: Answer<T>) => {
      resolve(answer);
      input.hide();
    };
    input.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) end(BACK);
    });
    input.onDidAccept(() => {
      const answer = take();
      if (answer !== undefined) end(answer);
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
