// @ts-check
// How the host's bundle is split: for esbuild.js, and for the bench that weighs it.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * esbuild makes a chunk for each combination of parts that share a module: to become active, the extension would read sixteen
 * files. So every part that is loaded later is made to need the entry as well, which is there by then: all that activation
 * reads is one file.
 * @param {string} entry
 * @returns {import('esbuild').Plugin}
 */
export function oneFileAtFirst(entry) {
  return {
    name: 'one-file-at-first',
    setup(build) {
      /** @type {Set<string>} */
      const later = new Set();
      build.onResolve({ filter: /^\./ }, ({ kind, path: to, resolveDir }) => {
        if (kind === 'dynamic-import') later.add(`${path.join(resolveDir, to)}.ts`);
        return undefined;
      });
      build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
        if (!later.has(file)) return undefined;
        const contents = `${readFileSync(file, 'utf8')}\nimport ${JSON.stringify(entry)};\n`;
        return { contents, loader: 'ts' };
      });
    },
  };
}

/**
 * Of all outputs, those that are read with the first.
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @param {string} first
 */
export function readAtOnce(outputs, first) {
  const read = new Set([first]);
  for (const file of read) {
    for (const { kind, path: part } of outputs[file].imports) {
      if (kind === 'import-statement' && part in outputs) read.add(part);
    }
  }
  return [...read];
}
