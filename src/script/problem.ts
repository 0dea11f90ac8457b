import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

/** What is wrong with a decoder script, and where; line and column from 1. */
export interface ScriptProblem {
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A place in a stack: `file:///decoders/imu.ts:4:9`. Our own code stands there as a plain path, as CommonJS does. */
const PLACE = /(file:\/\/\S+?):(\d+):(\d+)/;
/** How a syntax error of TypeScript begins: `:2`, or `/decoders/imu.ts:2`. */
const HEADING = /^[^\n]*:(\d+)\n/;

/** Where in the user's own code an error came from; the script's first line where nothing tells. */
export function problemOf(error: unknown, file: string, source: string): ScriptProblem {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const place = PLACE.exec(stack);
  if (place !== null) {
    const [, url, line, column] = place;
    return { message, file: fileURLToPath(url), line: Number(line), column: Number(column) };
  }
  const at = stack.indexOf(`${file}:`, stack.indexOf('\n    at '));
  const plain = at < 0 ? null : /^:(\d+):(\d+)/.exec(stack.slice(at + file.length));
  if (plain !== null) {
    return { message, file, line: Number(plain[1]), column: Number(plain[2]) };
  }
  const heading = HEADING.exec(stack);
  if (heading !== null) return { message, file, line: Number(heading[1]), column: 1 };
  const line = error instanceof SyntaxError ? lineOfSyntaxError(source, file) : 1;
  return { message, file, line, column: 1 };
}

/** A module that does not parse says no line: as a plain script it does. */
function lineOfSyntaxError(source: string, file: string): number {
  const plain = source.replace(/^export (?:default )?/gm, (word) => ' '.repeat(word.length));
  try {
    new vm.Script(plain, { filename: file });
  } catch (error) {
    const heading = HEADING.exec(error instanceof Error ? (error.stack ?? '') : '');
    if (heading !== null) return Number(heading[1]);
  }
  return 1;
}
