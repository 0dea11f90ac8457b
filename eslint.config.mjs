// @ts-check
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * The import table: what each part of src/ may take from its siblings. Data flows to the right, so a
 * stage knows only what is on its left.
 * @type {Record<string, string[]>}
 */
const folders = {
  transport: ['model'],
  fault: ['model', 'faultKinds'],
  frame: ['model', 'wireFormat'],
  decode: [
    'model',
    'wireFormat',
    'schemaDraft',
    'schemaMessages',
    'frame',
    'settingReader',
    'refusalWords',
    'memoryOrder',
  ],
  store: ['model', 'listen', 'memoryOrder'],
  pipeline: ['model', 'memoryOrder', 'frame', 'decode', 'fault'],
  script: ['model', 'wireFormat', 'frame', 'decode', 'pipeline/workerPool'],
  watch: ['model', 'store', 'pipeline/history'],
  record: ['model', 'transport/transport'],
  sink: ['model'],
  gateway: ['model'],
  cli: ['model', 'wireFormat', 'settingReader', 'frame', 'decode', 'pipeline', 'script'],
};
folders.device = [
  'model',
  'faultKinds',
  'settingReader',
  'causeWords',
  'numberFormat',
  'debugFacts',
  'listen',
  ...Object.keys(folders).filter((name) => !['gateway', 'cli'].includes(name)),
];

folders.sourceCode = ['model', 'numberFormat', 'store'];
folders.debugger = [
  'model',
  'debugFacts',
  'listen',
  'settingReader',
  'transport/transport',
  'transport/debuggerOptions',
  'decode/numberTypes',
  'device',
  'watch',
];

/** @type {Record<string, string[]>} */
const files = {
  model: ['assistantFact', 'wireFormat'],
  assistantFact: ['debugFacts'],
  debugFacts: [],
  wireFormat: [],
  schemaDraft: ['wireFormat'],
  schemaMessages: ['schemaDraft', 'model'],
  settingReader: [],
  faultKinds: ['model'],
  faultName: ['model'],
  causeWords: ['model'],
  refusalWords: [],
  numberFormat: [],
  listen: [],
  seriesColour: [],
  protocol: ['model', 'meaningText'],
  meaningText: [],
  hub: ['model', 'device', 'watch', 'record', 'sink', 'script'],
};

/**
 * Forbids `vscode` and every relative import that leaves through `up`, except to the `allowed` places.
 * @param {string} glob
 * @param {string} up
 * @param {string[]} allowed
 */
function boundary(glob, up, allowed) {
  const targets = allowed.map((name) => `${name}(?:/|$)`).join('|');
  const patterns = [
    {
      regex: `^${up.replaceAll('.', '\\.')}${targets === '' ? '' : `(?!${targets})`}`,
      message: 'A stage imports only what is on its left: see the table in eslint.config.mjs.',
    },
    { regex: '^vscode$', message: 'Only src/vscode and src/extension.ts know VS Code.' },
  ];
  return defineConfig({
    files: [glob],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  });
}

/** What the page knows of the host. */
const PAGE = [
  'protocol',
  'model',
  'assistantFact',
  'debugFacts',
  'wireFormat',
  'schemaDraft',
  'schemaMessages',
  'faultKinds',
  'faultName',
  'causeWords',
  'refusalWords',
  'meaningText',
  'numberFormat',
  'listen',
  'seriesColour',
].map((name) => `src/${name}`);

export default defineConfig(
  { ignores: ['dist/', 'prebuilds/', '.cache/', '.vscode-test/', 'test-results/'] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', 400],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A number or a boolean in a template is exactly what a message wants.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `const { key: _, ...rest }` is how a property is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // `() => emitter.fire()` is the plainest way to write a callback.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  Object.entries(files).map(([file, allowed]) => boundary(`src/${file}.ts`, './', allowed)),
  Object.entries(folders).flatMap(([folder, allowed]) => [
    boundary(`src/${folder}/*.ts`, '../', allowed),
    boundary(`src/${folder}/*/**/*.ts`, '../../', allowed),
  ]),
  boundary('webview/*.ts', '../', PAGE),
  boundary('webview/*/**/*.ts', '../../', PAGE),
);
