import type { Detection } from '../wireFormat';
import { detect, guessesOf } from './detect';
import type { Guess } from './guess';
import { remediesFor, type Inquiry, type Remedy } from './remedies';

/** What a worker is asked besides to decode: to look at some bytes for longer than the host's thread may be held. */
export type Question =
  /** See `detect`. */
  | { readonly kind: 'detect'; readonly bytes: Uint8Array }
  /** See `guessesOf`. */
  | { readonly kind: 'guesses'; readonly bytes: Uint8Array }
  /** See `remediesFor`. */
  | { readonly kind: 'remedies'; readonly inquiry: Inquiry };

/** What is answered to each kind of question. */
export interface Answers {
  readonly detect: Detection;
  readonly guesses: readonly Guess[];
  readonly remedies: readonly Remedy[];
}

export type QuestionKind = Question['kind'];
/** A question of one kind. */
export type Asked<K extends QuestionKind> = Extract<Question, { kind: K }>;

/** The answer to a question. Pure. */
export function answerTo(question: Question): Answers[QuestionKind] {
  switch (question.kind) {
    case 'detect':
      return detect(question.bytes);
    case 'guesses':
      return guessesOf(question.bytes);
    case 'remedies':
      return remediesFor(question.inquiry);
  }
}
