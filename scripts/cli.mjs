// @ts-check
// npm run -s <verb> -- ...: the command line, built first where it has not been.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './bootstrap.mjs';

const bundle = path.join(root, 'dist', 'cli.js');
if (!existsSync(bundle)) {
  // Only samples go to standard output.
  spawnSync(process.execPath, ['esbuild.js'], { cwd: root, stdio: ['ignore', 2, 2] });
}
await import(pathToFileURL(bundle).href);
