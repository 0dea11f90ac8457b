import module, { createRequire } from 'node:module';

/** As much of the TypeScript compiler as is used. */
interface Compiler {
  transpileModule(
    source: string,
    options: { readonly compilerOptions: object; readonly fileName: string },
  ): { readonly outputText: string };
  readonly ModuleKind: { readonly ESNext: number };
  readonly ScriptTarget: { readonly ES2022: number };
}

/**
 * JavaScript of a TypeScript module, lines where they were: by Node itself where it was built for that, else by the
 * compiler at `compilerPath`. Throws a SyntaxError, or an Error that says that there is neither.
 */
export function stripTypes(source: string, file: string, compilerPath: string | undefined): string {
  const strip = module.stripTypeScriptTypes as typeof module.stripTypeScriptTypes | undefined;
  try {
    if (strip !== undefined) return strip(source);
  } catch (error) {
    // Electron's Node is built without: every other error is about the source.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_NO_TYPESCRIPT')) {
      throw error;
    }
  }
  return compiled(source, file, compilerPath);
}

/** By the compiler: lines may move, and the source map says where they were. */
export function compiled(source: string, file: string, compilerPath: string | undefined): string {
  const compiler = compilerPath === undefined ? undefined : load(compilerPath);
  if (compiler === undefined) {
    throw new Error('TypeScript cannot be read here. Write the decoder in JavaScript.');
  }
  const compilerOptions = {
    module: compiler.ModuleKind.ESNext,
    target: compiler.ScriptTarget.ES2022,
    inlineSourceMap: true,
  };
  return compiler.transpileModule(source, { compilerOptions, fileName: file }).outputText;
}

function load(compilerPath: string): Compiler | undefined {
  try {
    return createRequire(compilerPath)(compilerPath) as Compiler;
  } catch {
    // not there, in a server without its TypeScript extension: the caller says so
    return undefined;
  }
}
