import type { LineKind } from '../wireFormat';
import { imageBytes } from '../frame/fireWater';
import { Columns } from './columns';
import { Fields } from './fields';
import { grammarOf, type LineFormat } from './grammars';
import { scoreOf, type Guess } from './guess';
import { textDamage } from './words';

const LF = 10;
/** Of the lines from the first good one on, so many must be telemetry, else it is prose. */
const MIN_SHARE = 0.1;
/** So many lines that only another format can read make it two formats mixed. */
const MIXED_SHARE = 0.25;
/** A format that fits so little is not what the other lines are in. */
export const MIXED_SCORE = 0.3;

const FORMATS: readonly LineFormat[] = [
  { kind: 'badlogic' },
  { kind: 'teleplot' },
  { kind: 'json' },
  { kind: 'keyValue' },
  { kind: 'arduino' },
  { kind: 'fireWater' },
  { kind: 'csv' },
  { kind: 'teleplot', udp: true },
];

/** What one format makes of the lines. */
export interface TextGuess extends Guess {
  /** Per line: 1 good, -1 refused, 0 neither. */
  readonly verdicts: Int8Array;
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/** What each text format makes of the whole lines of `head`, in the order in which equals are preferred. */
export function textGuesses(head: Uint8Array): TextGuess[] {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  const lines = linesOf(bytes);
  if (lines.length === 0) return [];
  return FORMATS.map((format) => guessOne(format, bytes, lines));
}

/** The guess that reads all that `best` reads, and so much more that it is the better one; else `best`. */
export function widest(best: TextGuess, guesses: readonly TextGuess[]): TextGuess {
  return (
    guesses.find((other) => {
      if (
        other.score < MIXED_SCORE ||
        !best.verdicts.every((v, i) => v !== 1 || other.verdicts[i] === 1)
      ) {
        return false;
      }
      return isMuch(foreignLines(best, other), best);
    }) ?? best
  );
}

/** The guess whose lines are none of `best`'s, when they are too many to be log lines of it. */
export function mixedWith(best: TextGuess, guesses: readonly TextGuess[]): TextGuess | undefined {
  return guesses
    .filter((other) => other.score >= MIXED_SCORE && isMuch(foreignLines(best, other), best))
    .sort((a, b) => b.score - a.score)[0];
}

function foreignLines(best: TextGuess, other: TextGuess): number {
  return other.verdicts.filter((verdict, i) => verdict === 1 && best.verdicts[i] !== 1).length;
}

function isMuch(lines: number, best: TextGuess): boolean {
  const all = best.verdicts.length - best.verdicts.indexOf(1);
  return lines >= 2 && lines >= all * MIXED_SHARE;
}

function guessOne(format: LineFormat, bytes: Buffer, lines: readonly Line[]): TextGuess {
  const grammar = grammarOf(format, new Columns());
  const fields = new Fields();
  const verdicts = new Int8Array(lines.length);
  const evidence = new Evidence(format, bytes);
  lines.forEach((line, i) => {
    const { start, end } = line;
    if (textDamage(bytes, start, end) !== undefined) {
      verdicts[i] = -1;
      return;
    }
    fields.clear();
    const verdict = grammar.parse(bytes, start, end, fields);
    // Nearly every line with a colon ends in something that FireWater would read.
    const isVague = format.kind === 'fireWater' && fields.count === 1;
    if (verdict === 'telemetry') verdicts[i] = isVague ? 0 : 1;
    else if (verdict !== 'log' && verdict !== 'header') verdicts[i] = -1;
    evidence.note(line, verdict === 'telemetry', verdict === 'header', fields);
  });
  return { format, ...rated(verdicts, evidence.weight()), verdicts };
}

function rated(verdicts: Int8Array, weight: number): { score: number; good: number } {
  const first = Math.max(0, verdicts.indexOf(1));
  const counted = verdicts.subarray(first);
  const good = counted.filter((verdict) => verdict === 1).length;
  // What was refused before is the start of the stream, or a boot loader; much of it is noise, which may hold anything.
  const before = verdicts.subarray(0, first).filter((verdict) => verdict === -1).length;
  const bad = counted.filter((verdict) => verdict === -1).length + Math.floor(before / 5);
  const share = good / counted.length;
  const telemetry = (good + bad) / counted.length;
  const score =
    good === 0 || share < MIN_SHARE ? 0 : scoreOf(weight * explained(telemetry), good, bad);
  return { score, good };
}

/** Log lines are no damage, but the format that leaves fewer of them fits better. */
function explained(share: number): number {
  return 0.6 + 0.4 * share;
}

/** What marks one format among those that could read the same lines. */
class Evidence {
  private columns = 0;
  private hasPairs = false;
  private hasTabs = false;
  private hasPrefix = false;
  private hasLabels = false;
  private hasMarks = false;

  constructor(
    private readonly format: LineFormat,
    private readonly bytes: Buffer,
  ) {}

  note({ start, end }: Line, isGood: boolean, isHeader: boolean, fields: Fields): void {
    const line = this.bytes.toString('utf8', start, end);
    const hasColon = line.includes(':');
    if (isHeader && hasColon) this.hasLabels = true;
    if (imageBytes(this.bytes, start, end) > 0) this.hasPrefix = true;
    if (!isGood) return;
    this.columns = Math.max(this.columns, fields.count);
    if (fields.count > 1) this.hasPairs = true;
    if (hasColon && fields.count > 1 && !line.includes('=')) {
      this.hasPrefix = true;
      if (line.includes('\t')) this.hasTabs = true;
    }
    if (hasColon) this.hasLabels = true;
    if (/[§|]|:[^:]*\d:/.test(line)) this.hasMarks = true;
  }

  /** The most that the format can score. In the order of preference; a lone number fits so much that it counts less. */
  weight(): number {
    const rows = this.columns > 1 ? 0.96 : 0.7;
    const weights: Record<LineKind, number> = {
      badlogic: this.hasPairs ? 0.99 : 0.9,
      teleplot: 0.99,
      json: 0.99,
      keyValue: 0.98,
      arduino: this.hasTabs ? 0.985 : this.hasLabels ? 0.97 : rows - 0.05,
      fireWater: this.hasPrefix ? 0.965 : rows - 0.06,
      csv: rows,
    };
    const isUdp = this.format.kind === 'teleplot' && this.format.udp === true;
    return isUdp ? (this.hasMarks ? 0.95 : 0) : weights[this.format.kind];
  }
}

/** Whole lines with something in them; images between them are passed over. */
function linesOf(bytes: Buffer): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (let lf = bytes.indexOf(LF); lf >= 0; lf = bytes.indexOf(LF, from)) {
    let start = from;
    let end = lf;
    while (start < end && isBlank(bytes[start])) start++;
    while (end > start && isBlank(bytes[end - 1])) end--;
    if (end > start) lines.push({ start, end });
    from = lf + 1 + imageBytes(bytes, start, end);
  }
  return lines;
}

function isBlank(c: number): boolean {
  return c === 32 || c === 9 || c === 13;
}
