// @ts-check
// node scripts/l10n.mjs: what the German translation lacks, or holds too much of, against the code and the manifest.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @typedef {Record<string, string>} Texts */

/** @param {string} name @returns {Texts} */
function readTexts(name) {
  const file = path.join(root, name);
  if (!existsSync(file)) return {};
  /** @type {unknown} */
  const parsed = JSON.parse(readFileSync(file, 'utf8'));
  return /** @type {Texts} */ (parsed);
}

/** All TypeScript files of a folder. @param {string} folder */
function sourcesOf(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => path.join(folder, name));
}

/** The text of a literal; undefined for anything that is put together at run time. @param {ts.Node | undefined} node */
function literal(node) {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

/** `t(…)`, `l10n.t(…)`, `vscode.l10n.t(…)`. @param {ts.CallExpression} call */
function isTranslation({ expression }) {
  if (ts.isIdentifier(expression)) return expression.text === 't';
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 't';
}

/** A table of texts that `t` is given by name: its constant ends in `_WORDS`. @param {ts.Node} node */
function isTable(node) {
  return (
    ts.isVariableDeclaration(node) &&
    ts.isIdentifier(node.name) &&
    node.name.text.endsWith('_WORDS')
  );
}

/**
 * Every literal among the values of a table, however deep.
 * @param {ts.Node} node
 * @param {Set<string>} keys
 */
function addTable(node, keys) {
  const text = literal(node);
  if (text !== undefined && text !== '') keys.add(text);
  ts.forEachChild(node, (child) => {
    const isKey = ts.isPropertyAssignment(node) && child === node.name;
    if (!isKey && !ts.isTypeNode(child)) addTable(child, keys);
  });
}

/** A text that comes from a table: `WORDS[x]`, or `label` and `says` of a kind of fault. */
const fromTable = /(_WORDS\[.*\]|\b(label|says))$/s;

/**
 * Adds the English texts of a file that are keys of a translation; returns the places whose text nobody
 * can know before they run.
 * @param {string} file
 * @param {Set<string>} keys
 */
function addKeys(file, keys) {
  const source = parse(file);
  /** @type {string[]} */
  const unknown = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && isTranslation(node)) {
      const [first] = node.arguments;
      const found = literalsOf(first);
      for (const key of found) keys.add(key);
      const known = found.length > 0 || fromTable.test(first.getText(source));
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      if (!known) unknown.push(`${file}:${line + 1} translates a text that no script can find`);
    }
    if (isTable(node)) addTable(node, keys);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return unknown;
}

/** @param {string} file */
function parse(file) {
  const text = readFileSync(path.join(root, file), 'utf8');
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/** The literals an argument can be: `a ? 'one' : 'two'` is both. @param {ts.Node | undefined} node @returns {string[]} */
function literalsOf(node) {
  if (node !== undefined && ts.isConditionalExpression(node)) {
    return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  }
  const text = literal(node);
  return text === undefined || text === '' ? [] : [text];
}

/**
 * Adds the labels of the table of fault kinds: the values of `label` and `says`, and what its helpers
 * get for a parameter named `label`.
 * @param {Set<string>} keys
 */
function addFaultKinds(keys) {
  const source = parse('src/faultKinds.ts');
  /** Position of the parameter `label` by the helper's name. @type {Map<string, number>} */
  const helpers = new Map();
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (
      ts.isVariableDeclaration(node) &&
      node.initializer &&
      ts.isArrowFunction(node.initializer)
    ) {
      const at = node.initializer.parameters.findIndex((p) => p.name.getText(source) === 'label');
      if (at >= 0) helpers.set(node.name.getText(source), at);
    }
    const found =
      ts.isPropertyAssignment(node) && /^(label|says)$/.test(node.name.getText(source))
        ? literal(node.initializer)
        : ts.isCallExpression(node)
          ? literal(node.arguments.at(helpers.get(node.expression.getText(source)) ?? Infinity))
          : undefined;
    if (found !== undefined) keys.add(found);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** Every English text that the code shows through a translation, and where there may be more. */
export function codeTexts() {
  /** @type {Set<string>} */
  const keys = new Set();
  const files = [...sourcesOf('src'), ...sourcesOf('webview')];
  const unknown = files.flatMap((file) => addKeys(file, keys));
  addFaultKinds(keys);
  return { keys, unknown };
}

/** Every `%key%` of the manifest. */
export function manifestKeys() {
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
  return new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
}

/** `{0}` and such, in order. @param {string} text */
function placeholders(text) {
  return [...new Set(text.match(/\{\d+\}/g))].sort().join();
}

/**
 * What is wrong with the translations, one line each; none when all is complete.
 * @param {string} name
 * @param {Set<string>} wanted
 * @param {(key: string) => string} english
 */
function problemsOf(name, wanted, english) {
  const texts = readTexts(name);
  const present = Object.keys(texts);
  return [
    ...[...wanted]
      .filter((key) => !texts[key])
      .map((key) => `${name} lacks ${JSON.stringify(key)}`),
    ...present
      .filter((key) => !wanted.has(key))
      .map((key) => `${name} has what nobody asks for: ${JSON.stringify(key)}`),
    ...present
      .filter((key) => wanted.has(key) && placeholders(english(key)) !== placeholders(texts[key]))
      .map((key) => `${name} has other placeholders in ${JSON.stringify(key)}`),
  ];
}

/** What is wrong with the texts of code and manifest, in words. */
export function l10nProblems() {
  const english = readTexts('package.nls.json');
  const manifest = manifestKeys();
  const { keys, unknown } = codeTexts();
  return [
    ...unknown,
    ...problemsOf('package.nls.json', manifest, (key) => english[key] ?? ''),
    ...problemsOf('package.nls.de.json', manifest, (key) => english[key] ?? ''),
    ...problemsOf('l10n/bundle.l10n.de.json', keys, (key) => key),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = l10nProblems();
  for (const problem of problems) console.error(problem);
  console.log(`${codeTexts().keys.size} texts of the code, ${manifestKeys().size} of the manifest`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
