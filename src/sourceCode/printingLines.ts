import { lastSegment } from './sourceNames';
import { tokensOf, type Token } from './tokens';

/** What is looked for. */
export interface WantedChannel {
  readonly name: string;
  /** As the setting `sourceNames` calls it in the source. */
  readonly identifiers: readonly string[];
  /** Its device sends bytes: no text names it, but the member of a struct may. */
  readonly isBinary: boolean;
}

/**
 * How surely a line prints the channel, the surest first. `format`: its name, a separator and a conversion in one literal
 * (`"temp:%d"`, `"\"temp\":{}"`); `label`: its name and a separator (`"temp:"`); `column`: one of several names in a
 * literal (`"time,temp,rpm"`); `key`: a literal that is its name; `member`: declared in a struct; `mapped`: an identifier
 * of the setting; `mention`: within any other text; `identifier`: of its name.
 */
export type Likeness = (typeof LIKENESSES)[number];

const LIKENESSES = [
  'format',
  'label',
  'column',
  'key',
  'member',
  'mapped',
  'mention',
  'identifier',
] as const;

/** A place in a source that may be the one that prints the channel. */
export interface PrintingPlace {
  /** From 0. */
  readonly line: number;
  /** In UTF-16 units from the beginning of the line. */
  readonly column: number;
  readonly length: number;
  /** The line without its indentation, cut to what a list can show. */
  readonly text: string;
  readonly likeness: Likeness;
  /** 0 is the surest; by the whole name before by its last segment. */
  readonly rank: number;
}

const MAX_TEXT = 200;
/** Of one file; more cannot all be the one. */
const MAX_PLACES = 100;
const TOKENS_A_STEP = 256;

/** The names that a source must contain one of to be worth a look. */
export function namesSought({ name, identifiers }: WantedChannel): readonly string[] {
  const segment = lastSegment(name);
  return [...new Set([name, ...(segment === undefined ? [] : [segment]), ...identifiers])];
}

/**
 * The places of a source that may print the channel: the surest of each line, in their order, at most 100. Can be interrupted
 * at every `yield`: the first of a window, not yet compiled, takes up to 100 ms for 256 KiB.
 */
export function* printingPlaces(
  source: string,
  ending: string,
  wanted: WantedChannel,
): Generator<undefined, readonly PrintingPlace[], undefined> {
  const names = namesSought(wanted);
  if (!names.some((name) => source.includes(name))) return [];
  const judge = new Judge(wanted);
  const lines = new LineReader(source);
  const best = new Map<number, PrintingPlace>();
  let looked = 0;
  for (const token of tokensOf(source, ending)) {
    if (++looked % TOKENS_A_STEP === 0) yield;
    const found = judge.judge(token, source);
    if (found === undefined) continue;
    const place = { ...lines.at(token.at + found.offset), ...found.judged };
    if (place.rank < (best.get(place.line)?.rank ?? Infinity)) best.set(place.line, place);
    if (best.size === MAX_PLACES) break;
  }
  return [...best.values()];
}

interface Judged {
  readonly length: number;
  readonly likeness: Likeness;
  readonly rank: number;
}

interface Found {
  /** Of the name within the token. */
  readonly offset: number;
  readonly judged: Judged;
}

/** Says of a token how surely it belongs to the line that prints one channel. */
class Judge {
  private readonly names: readonly { readonly name: string; readonly pattern: RegExp }[];

  constructor(private readonly wanted: WantedChannel) {
    const segment = lastSegment(wanted.name);
    const all = segment === undefined ? [wanted.name] : [wanted.name, segment];
    this.names = all.map((name) => ({ name, pattern: wholeWord(name) }));
  }

  judge(token: Token, source: string): Found | undefined {
    for (const [i, { name, pattern }] of this.names.entries()) {
      const at = token.kind === 'literal' ? token.text.search(pattern) : 0;
      if (at < 0 || (token.kind === 'identifier' && token.text !== name)) continue;
      const likeness =
        token.kind === 'literal'
          ? likenessOf(token.text, at, name)
          : isMember(source, token)
            ? 'member'
            : 'identifier';
      return this.found(at, name, likeness, i);
    }
    const isMapped = token.kind === 'identifier' && this.wanted.identifiers.includes(token.text);
    return isMapped ? this.found(0, token.text, 'mapped', 0) : undefined;
  }

  private found(offset: number, name: string, likeness: Likeness, segment: number): Found {
    // What is sent as bytes is nowhere written as text: a label of the same name prints something else.
    const first = this.wanted.isBinary && likeness === 'member';
    const rank = first ? 0 : 1 + 2 * LIKENESSES.indexOf(likeness) + segment;
    return { offset, judged: { length: name.length, likeness, rank } };
  }
}

function wholeWord(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  // Behind an escape, as in "\ntemp:", the letter belongs to the escape.
  return new RegExp(String.raw`(?<=^|[^\\\w.]|\\[abefnrtv0])${escaped}(?!\w)`);
}

const CONVERSION = /^\s*["'\\]*(?:%[-+ #0]*[\d.*]*(?:[hlLqjzt]*[a-zA-Z]|$)|\$?\{[^}]*\})/;

function likenessOf(literal: string, at: number, name: string): Likeness {
  const before = literal.slice(0, at);
  const after = literal.slice(at + name.length);
  const separated = /^\\?["']?\s*(?:\[[^\]]*\]|\([^)]*\))?\s*[:=]/.exec(after);
  if (separated !== null) {
    return CONVERSION.test(after.slice(separated[0].length)) ? 'format' : 'label';
  }
  if (before === '' && after === '') return 'key';
  const isColumn = /(?:^|[,;\t ]|\\t)$/.test(before) && /^\s*(?:[,;\t]|\\[trn]|$)/.test(after);
  if (isColumn && /[,;]|\\t/.test(before + after)) return 'column';
  // "temp %d": the value follows with nothing but a space between.
  return CONVERSION.test(after) && /^\s/.test(after) ? 'label' : 'mention';
}

/** `float temp;`, `int16_t gyro[3];`, `uint8_t temp : 4;`, `temp: f32,`: a type before or behind, and the end of a declaration. */
function isMember(source: string, { at, text }: Token): boolean {
  const begin = source.lastIndexOf('\n', at) + 1;
  const end = source.indexOf('\n', at);
  // No declaration is so long; the line of a packed file may be all of it.
  if (at - begin > MAX_TEXT) return false;
  const before = source.slice(begin, at);
  const after = source.slice(at + text.length, end < 0 ? undefined : Math.min(end, at + MAX_TEXT));
  const isC = /^\s*(?:[A-Za-z_]\w*[\s*]+)+$/.test(before) && !/^\s*return\b/.test(before);
  if (isC && /^\s*(?:\[[^\]]*\])*\s*(?::\s*\d+\s*)?;/.test(after)) return true;
  return /^\s*(?:pub\s+)?$/.test(before) && /^\s*:\s*[a-z]\w*\s*,/.test(after);
}

/** Finds the lines of a source, asked for in their order. */
class LineReader {
  private line = 0;
  private begin = 0;

  constructor(private readonly source: string) {}

  at(index: number): Pick<PrintingPlace, 'line' | 'column' | 'text'> {
    let next = this.source.indexOf('\n', this.begin);
    while (next >= 0 && next < index) {
      this.line++;
      this.begin = next + 1;
      next = this.source.indexOf('\n', this.begin);
    }
    const end = next < 0 ? this.source.length : next;
    const text = this.source.slice(this.begin, end).trim().slice(0, MAX_TEXT);
    return { line: this.line, column: index - this.begin, text };
  }
}
