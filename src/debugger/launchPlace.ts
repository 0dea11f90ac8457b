import { LAUNCH_KEY } from './belongsTo';

/** Strings, comments and marks of JSON with comments; a string without its end is none. */
const TOKEN = /"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[{}[\]:,]/g;

interface Property {
  /** Which `{` it stands in. */
  readonly object: number;
  readonly key: string;
  readonly offset: number;
  /** Its value, where that is text. */
  text?: string;
  /** Which `{` its value is. */
  inner?: number;
}

/** A place in a text, from 1. */
export interface LaunchPlace {
  readonly line: number;
  readonly column: number;
}

/**
 * Where what is ours stands in the text of a `launch.json`: of the configuration of this name the key `telemetryhub`, or the
 * `key` under it. Undefined where there is no such thing. The text need not be whole: people write it as we read it.
 */
export function launchPlace(
  text: string,
  name: string,
  key: string | undefined,
): LaunchPlace | undefined {
  const properties = propertiesOf(text);
  const found = properties
    .filter((one) => one.key === 'name' && one.text === name)
    .map(({ object }) => properties.find((one) => one.object === object && one.key === LAUNCH_KEY))
    .map((ours) => {
      if (ours === undefined || key === undefined) return ours;
      return properties.find((one) => one.object === ours.inner && one.key === key);
    })
    .find((one) => one !== undefined);
  if (found === undefined) return undefined;
  const lines = text.slice(0, found.offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function propertiesOf(text: string): readonly Property[] {
  const found: Property[] = [];
  const open: number[] = [];
  let opened = 0;
  let word: { readonly text: string; readonly offset: number } | undefined;
  /** Whose value is to come. */
  let current: Property | undefined;
  for (const { 0: token, index: offset } of text.matchAll(TOKEN)) {
    if (token.startsWith('/')) continue;
    if (token.startsWith('"')) {
      if (current === undefined) word = { text: unquoted(token), offset };
      else current.text = unquoted(token);
      continue;
    }
    if (token === ':' && word !== undefined) {
      current = { object: open.at(-1) ?? 0, key: word.text, offset: word.offset };
      found.push(current);
      word = undefined;
      continue;
    }
    if (token === '{' || token === '[') {
      open.push(++opened);
      if (current !== undefined && token === '{') current.inner = opened;
    } else if (token !== ',') open.pop();
    current = undefined;
    word = undefined;
  }
  return found;
}

function unquoted(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return '';
  }
}
