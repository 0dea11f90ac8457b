import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FrameOutput } from './frameOutput';
import { problemOf, type ScriptProblem } from './problem';
import { stripTypes } from './stripTypes';

/** The user's function: is given one frame, and says what is in it. */
export type DecodeFrame = (frame: Uint8Array, out: FrameOutput) => void;

/** A script that is ready, or what is wrong with it. */
export type LoadedScript =
  | { readonly ok: true; readonly decode: DecodeFrame; readonly source: string }
  | { readonly ok: false; readonly problem: ScriptProblem };

const TYPESCRIPT = /\.[cm]?ts$/;

let isHooked = false;

/**
 * Loads a decoder script and all it imports into this thread, for good: another version needs another thread.
 * `compilerPath` is TypeScript's compiler, for where Node has none.
 */
export async function loadScript(file: string, compilerPath?: string): Promise<LoadedScript> {
  let source = '';
  try {
    source = readFileSync(file, 'utf8');
    hook(compilerPath);
    const loaded = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
    const decode = loaded.decode ?? decodeOf(loaded.default);
    if (typeof decode === 'function') return { ok: true, decode: decode as DecodeFrame, source };
    const message = 'There is no decoder: export a function named decode(frame, out).';
    return { ok: false, problem: { message, file, line: 1, column: 1 } };
  } catch (error) {
    return { ok: false, problem: problemOf(error, file, source) };
  }
}

/** CommonJS exports are the default of a module. */
function decodeOf(exported: unknown): unknown {
  if (typeof exported !== 'object' || exported === null) return exported;
  return (exported as Readonly<Record<string, unknown>>).decode;
}

/** TypeScript in a module of its own right: Node reads it by itself only in some versions. */
function hook(compilerPath: string | undefined): void {
  if (isHooked) return;
  isHooked = true;
  process.setSourceMapsEnabled(true);
  registerHooks({
    load: (url, context, next) => {
      if (!url.startsWith('file:') || !TYPESCRIPT.test(url)) return next(url, context);
      const file = fileURLToPath(url);
      const source = stripTypes(readFileSync(file, 'utf8'), file, compilerPath);
      return { format: 'module', source, shortCircuit: true };
    },
  });
}
