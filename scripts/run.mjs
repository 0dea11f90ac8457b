// @ts-check
// node scripts/run.mjs <script> [arguments]: runs it with Node 24, which is fetched when missing.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureNode, ensureNodeModules } from './bootstrap.mjs';

ensureNodeModules();
const node = ensureNode(24);
const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` };
const child = spawn(node, process.argv.slice(2), { stdio: 'inherit', env });

// A terminal sends Ctrl-C to both; whoever kills only this process means the child as well.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
