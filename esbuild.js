// @ts-check
/* eslint-disable @typescript-eslint/no-require-imports -- CommonJS, so that any Node starts it as it is */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** @typedef {import('esbuild').BuildOptions} BuildOptions */

const HOST_ENTRY = path.join('src', 'extension.ts');

/** @type {BuildOptions} */
const common = {
  bundle: true,
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'none',
  logLevel: 'warning',
  outdir: 'dist',
};

/** @type {BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
};

/**
 * Always as they are packed: a window reads its page through a service worker and a connection, where 1 MB takes as long as all
 * the rest of the start.
 * @type {BuildOptions}
 */
const browser = {
  ...common,
  minify: true,
  platform: 'browser',
  format: 'iife',
  target: 'chrome130',
};

/**
 * What activation does not need is loaded on first use: `import()` in the sources, files under dist/parts. esbuild splits ES
 * modules only, so the parts are made as such and each is then turned into CommonJS, which every extension host loads.
 * @type {import('esbuild').Plugin}
 */
const commonJsParts = {
  name: 'commonjs-parts',
  setup(build) {
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const { path: file, text } of outputFiles) {
        const { code, map } = await esbuild.transform(text, {
          format: 'cjs',
          platform: 'node',
          target: node.target,
          minify: true,
          sourcemap: production ? false : 'external',
          sourcefile: path.basename(file),
        });
        const link = production ? '' : `//# sourceMappingURL=${path.basename(file)}.map\n`;
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, `${code}${link}`);
        if (!production) fs.writeFileSync(`${file}.map`, map);
      }
    });
  },
};

/** @type {import('esbuild').Plugin} */
const oneFileAtFirst = {
  name: 'one-file-at-first',
  async setup(build) {
    const parts = await import('./scripts/parts.mjs');
    await parts.oneFileAtFirst(path.join(__dirname, HOST_ENTRY)).setup(build);
  },
};

/**
 * Always as they are packed, like the pages: half of what loading takes is reading the text.
 * @type {BuildOptions}
 */
const inParts = {
  ...node,
  minify: true,
  format: 'esm',
  splitting: true,
  chunkNames: 'parts/[name]-[hash]',
  sourcemap: production ? false : 'inline',
  write: false,
  plugins: [oneFileAtFirst, commonJsParts],
  // Its CommonJS form asks for its files at run time, where there are none.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
};

/** The scripts find the repository by their own place, so suites load them from where they are. */
/** @type {import('esbuild').Plugin} */
const scriptsInPlace = {
  name: 'scripts-in-place',
  setup(build) {
    build.onResolve({ filter: /\/scripts\/\w+\.mjs$/ }, (request) => ({
      path: path.resolve(request.resolveDir, request.path),
      external: true,
    }));
  },
};

// Suites take their packages from node_modules: only our own code is what they prove.
/** @type {BuildOptions} */
const suite = { ...node, minify: false, packages: 'external', plugins: [scriptsInPlace] };

/** @type {BuildOptions} */
const nodeSuite = { ...suite, outExtension: { '.js': '.cjs' } };

/**
 * All `*.test.ts` under a folder of test/, each a bundle of its own.
 * @param {string} folder
 */
function suitesOf(folder) {
  const root = path.join('test', folder);
  if (!fs.existsSync(root)) return {};
  const files = fs.readdirSync(root, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    files
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => path.posix.join('test', folder, file.split(path.sep).join('/')))
      .map((file) => [file.slice(0, -'.ts'.length), file]),
  );
}

/**
 * Every bundle of the repository: its name under dist/, its entry, how it is built.
 * @type {{ entryPoints: Record<string, string>, options: BuildOptions }[]}
 */
const bundles = [
  { entryPoints: { extension: HOST_ENTRY }, options: inParts },
  { entryPoints: { worker: 'src/decode/worker.ts' }, options: node },
  { entryPoints: { previewWorker: 'src/decode/previewWorker.ts' }, options: node },
  { entryPoints: { scriptWorker: 'src/script/worker.ts' }, options: node },
  { entryPoints: { cli: 'src/cli.ts' }, options: node },
  { entryPoints: { source: 'src/transport/source/main.ts' }, options: node },
  { entryPoints: { webview: 'webview/main.ts' }, options: browser },
  { entryPoints: { toolkit: 'webview/toolkit.ts' }, options: browser },
  { entryPoints: { webview: 'webview/style.css' }, options: browser },
  { entryPoints: { schema: 'webview/schema/main.ts' }, options: browser },
  { entryPoints: { schema: 'webview/schema/style.css' }, options: browser },
  { entryPoints: { bench: 'test/bench/bench.ts' }, options: suite },
  {
    entryPoints: {
      'bench/plainWorker': 'test/bench/plainWorker.ts',
      'bench/plainSource': 'test/bench/plainSource.ts',
      'bench/decodeLoop': 'test/bench/decodeLoop.ts',
      'bench/probe': 'test/bench/probe/probe.ts',
      'bench/stampedSender': 'test/bench/host/stampedSender.ts',
    },
    options: suite,
  },
  {
    entryPoints: {
      'bench/renderPage': 'test/bench/page/renderPage.ts',
      'bench/hostWorker': 'test/bench/page/hostWorker.ts',
      'bench/firstPainted': 'test/bench/page/firstPainted.ts',
      'bench/pictureLog': 'test/bench/page/pictureLog.ts',
      'bench/barePage': 'test/bench/page/barePage.ts',
    },
    options: browser,
  },
  { entryPoints: { 'test/host/index': 'test/host/index.ts' }, options: suite },
  { entryPoints: suitesOf('host'), options: suite },
  { entryPoints: suitesOf('unit'), options: nodeSuite },
  { entryPoints: suitesOf('device'), options: nodeSuite },
  { entryPoints: suitesOf('ui'), options: nodeSuite },
];

/** The loader of the serial port's native part looks for `../prebuilds` from its bundle. */
function copyPrebuilds() {
  const from = path.join('node_modules', '@serialport', 'bindings-cpp', 'prebuilds');
  fs.cpSync(from, 'prebuilds', {
    recursive: true,
    filter: (source) => !path.basename(source).startsWith('android'),
  });
}

/**
 * Removes what no bundle produces any more: a suite that was deleted must not run again.
 * @param {Set<string>} outputs
 */
function removeStale(outputs) {
  for (const entry of fs.readdirSync('dist', { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !outputs.has(file.replace(/\.map$/, ''))) fs.rmSync(file);
  }
}

/**
 * The licences of the packages that went into the bundles ask to travel with them.
 * @param {Set<string>} inputs
 */
function writeNotices(inputs) {
  const folders = [...inputs].map(
    (file) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? '',
  );
  const notices = [...new Set(folders)]
    .sort()
    .filter(Boolean)
    .map((folder) => {
      const licence = fs.readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
      const text = licence ? fs.readFileSync(path.join(folder, licence), 'utf8').trim() : 'MIT';
      return `${folder.slice('node_modules/'.length)}\n\n${text}\n`;
    });
  fs.writeFileSync('dist/NOTICES.txt', notices.join(`\n${'-'.repeat(80)}\n\n`));
}

async function build() {
  process.chdir(__dirname);
  copyPrebuilds();
  /** @type {Set<string>} */
  const outputs = new Set([path.join('dist', 'NOTICES.txt')]);
  /** @type {Set<string>} */
  const inputs = new Set();
  for (const { entryPoints, options } of bundles) {
    if (watch) await (await esbuild.context({ ...options, entryPoints })).watch();
    else {
      const { metafile } = await esbuild.build({ ...options, entryPoints, metafile: true });
      for (const file of Object.keys(metafile.outputs)) outputs.add(path.normalize(file));
      for (const file of Object.keys(metafile.inputs)) inputs.add(file);
    }
  }
  if (watch) return;
  removeStale(outputs);
  writeNotices(inputs);
}

build().catch((/** @type {unknown} */ error) => {
  // esbuild has printed its own messages; anything else is a bug in this file.
  if (!(error instanceof Error && 'errors' in error)) console.error(error);
  process.exitCode = 1;
});
