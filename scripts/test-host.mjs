// @ts-check
// node scripts/test-host.mjs today|oldest: the host suites in a real VS Code, desktop or server.
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root } from './bootstrap.mjs';
import { wantsDesktop } from './desktop.mjs';

const oldest = process.argv[2] === 'oldest';
const desktop = await wantsDesktop();
const options = {
  extensionDevelopmentPath: path.resolve(root),
  extensionTestsPath: path.join(root, 'dist', 'test', 'host', 'index.js'),
  extensionTestsEnv: { TELEMETRYHUB_VSCODE: oldest ? 'oldest' : 'today' },
};
const where = desktop
  ? { version: oldest ? '1.103.2' : 'stable' }
  : { vscodeExecutablePath: path.join(root, 'scripts', 'host-launcher.mjs') };
console.log(`VS Code ${oldest ? '1.103' : 'of today'}, ${desktop ? 'desktop' : 'server'} host`);
process.exitCode = await runTests({ ...options, ...where });
