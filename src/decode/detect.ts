import type { Detection } from '../wireFormat';
import type { Guess } from './guess';
import { countedGuesses } from './guessCounted';
import { delimitedGuesses, framedGuesses } from './guessFramed';
import { stuffedGuesses, UNCHECKED_WEIGHT } from './guessStuffed';
import { MIXED_SCORE, mixedWith, textGuesses, widest, type TextGuess } from './guessText';
import { isText } from './isText';

/** Enough to see past a boot banner; more would only delay the first curve. */
const MAX_BYTES = 4096;
const LF = 10;
const SURE = 0.5;

/**
 * Guesses the format over the first bytes of a stream. One complete line of telemetry is enough, and a few binary
 * frames; noise, half lines, prose and two formats mixed leave it unsure.
 */
export function detect(bytes: Uint8Array): Detection {
  const head = bytes.subarray(0, MAX_BYTES);
  const texts = textGuesses(head);
  const guesses = allGuesses(head, texts);
  const first = guesses.find((guess) => guess.score >= SURE);
  if (first === undefined) return { kind: 'unsure', why: whyUnsure(head, guesses) };
  const firstText = texts.find((guess) => guess === first);
  const best = firstText === undefined ? first : widest(firstText, texts);
  const mixed =
    firstText === undefined ? textAmong(texts, best) : mixedWith(widest(firstText, texts), texts);
  if (mixed !== undefined) {
    const kinds = `${best.format.kind} and ${mixed.format.kind}`;
    return { kind: 'unsure', why: `two formats mixed: ${kinds}` };
  }
  if (best.score < SURE) return { kind: 'unsure', why: whyUnsure(head, [best]) };
  const second = guesses.find((guess) => guess.format.kind !== best.format.kind && guess.score > 0);
  const runnerUp = second && { kind: second.format.kind, score: second.score };
  const { format, score } = best;
  return { kind: 'sure', format, score, ...(runnerUp === undefined ? {} : { runnerUp }) };
}

/** The formats that fit some bytes at all, the best first, each kind once. */
export function guessesOf(bytes: Uint8Array): Guess[] {
  const head = bytes.subarray(0, MAX_BYTES);
  const guesses = allGuesses(head, textGuesses(head)).filter(({ score }) => score > 0);
  return guesses.filter(
    ({ format }, i) => guesses.findIndex((one) => one.format.kind === format.kind) === i,
  );
}

function allGuesses(head: Uint8Array, texts: readonly TextGuess[]): Guess[] {
  const binary = isText(head) ? delimitedGuesses(head) : binaryGuesses(head);
  return [...texts, ...binary].sort((a, b) => b.score - a.score);
}

/** Text telemetry between binary frames, half as much at least. */
function textAmong(texts: readonly TextGuess[], best: Guess): TextGuess | undefined {
  return texts.find((text) => text.score >= MIXED_SCORE && text.good > best.good / 2);
}

function binaryGuesses(head: Uint8Array): Guess[] {
  const certain = [...framedGuesses(head), ...stuffedGuesses(head)];
  // The search is dear, and looked for only where frames without a checksum are the best that was found.
  return certain.some((guess) => guess.score >= UNCHECKED_WEIGHT)
    ? certain
    : [...certain, ...countedGuesses(head)];
}

function whyUnsure(head: Uint8Array, guesses: readonly Guess[]): string {
  if (head.lastIndexOf(LF) < 0 && head.indexOf(0) < 0) return 'no complete frame yet';
  const best = guesses.at(0);
  if (best !== undefined && best.score > 0) {
    return `no format fits: at best ${best.format.kind}, with a score of ${best.score.toFixed(2)}`;
  }
  return 'no line or frame of a known format';
}
