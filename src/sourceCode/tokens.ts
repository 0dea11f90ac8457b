/** A string literal, without its quotes, or an identifier; comments are left out. */
export interface Token {
  readonly kind: 'literal' | 'identifier';
  readonly text: string;
  /** Index of `text` in the source. */
  readonly at: number;
}

/** Languages in which `#` begins a comment, by the ending of the file; in C it begins a directive. */
const HASH_COMMENTS = new Set(['py', 'rb', 'sh', 'nim', 'toit']);
/** Languages in which `'` delimits texts as `"` does; elsewhere it delimits one character. */
const SINGLE_QUOTED = new Set(['py', 'rb', 'sh', 'js', 'mjs', 'ts', 'lua', 'toit']);

const LITERAL = String.raw`"((?:[^"\\\n]|\\[^])*)"`;
const SINGLE = String.raw`'((?:[^'\\\n]|\\[^])*)'`;
const CHARACTER = String.raw`'(?:[^'\\\n]|\\[^'\n]{1,9}|\\')'()`;
const IDENTIFIER = String.raw`([A-Za-z_]\w*)`;
const COMMENT = String.raw`\/\/.*|\/\*[^]*?(?:\*\/|$)`;
/** `//` divides where `#` comments. */
const HASH_COMMENT = '#.*';

/**
 * The string literals and identifiers of a source file, in their order: as far as one can tell without a parser, in any
 * language that looks like C or Python. `ending` is that of the file's name, without the dot.
 */
export function* tokensOf(source: string, ending: string): Generator<Token> {
  const comment = HASH_COMMENTS.has(ending) ? HASH_COMMENT : COMMENT;
  const quoted = SINGLE_QUOTED.has(ending) ? SINGLE : CHARACTER;
  const pattern = new RegExp(`${comment}|${LITERAL}|${quoted}|${IDENTIFIER}`, 'g');
  for (const match of source.matchAll(pattern)) {
    const { index } = match;
    // A group that took no part is undefined, whatever its type says.
    const [, double, single, identifier] = match as readonly (string | undefined)[];
    const literal = double ?? (single === '' ? undefined : single);
    if (literal !== undefined) yield { kind: 'literal', text: literal, at: index + 1 };
    else if (identifier !== undefined) yield { kind: 'identifier', text: identifier, at: index };
  }
}
