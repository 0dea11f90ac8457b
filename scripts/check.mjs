// @ts-check
// Types of both worlds, lint, format: all of them run, so that one call shows everything.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './bootstrap.mjs';

const tools = [
  ['typescript/bin/tsc', '-p', '.'],
  ['typescript/bin/tsc', '-p', 'webview'],
  ['eslint/bin/eslint.js', '.'],
  ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
];

/** Runs every checking tool; returns the command lines that found something. */
export function check() {
  return tools
    .filter(([tool, ...args]) => {
      const file = path.join(root, 'node_modules', tool);
      return spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: 'inherit' }).status;
    })
    .map(([tool, ...args]) => `${path.basename(tool)} ${args.join(' ')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const failed = check();
  for (const line of failed) console.error(`check: ${line} found something`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
