import type { FormatKind, WireFormat } from '../wireFormat';
import type { Guess } from './guess';
import { framedGuesses } from './guessFramed';
import { stuffedGuesses } from './guessStuffed';
import { textGuesses } from './guessText';

/** Half of the frames, or so. */
const LEAST_SCORE = 0.4;

/** The format that would read these frames or lines, other than `kind`; undefined when none would. */
export function nearestFormat(
  frames: readonly Uint8Array[],
  kind: FormatKind | undefined,
): WireFormat | undefined {
  const bytes = Buffer.concat(frames);
  const ended = frames.flatMap((frame) => [frame, Buffer.of(10)]);
  const guesses: Guess[] = [
    ...textGuesses(Buffer.concat(ended)),
    ...framedGuesses(bytes),
    ...stuffedGuesses(bytes),
  ];
  const fitting = guesses.filter(
    ({ score, format }) => score >= LEAST_SCORE && format.kind !== kind,
  );
  return fitting.sort((a, b) => b.score - a.score).at(0)?.format;
}
