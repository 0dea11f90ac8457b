// @ts-check
// node scripts/test-host.mjs today|oldest [debug]: the host suites in a real VS Code, desktop or server;
// with `debug` those of the debugger, beside an extension that debugs the emulated board.
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root } from './bootstrap.mjs';
import { wantsDesktop } from './desktop.mjs';

const oldest = process.argv[2] === 'oldest';
const debug = process.argv[3] === 'debug';
const desktop = await wantsDesktop();
const options = {
  extensionDevelopmentPath: debug
    ? [path.resolve(root), path.join(root, 'test', 'fixtures', 'debugger')]
    : path.resolve(root),
  extensionTestsPath: path.join(root, 'dist', 'test', 'host', 'index.js'),
  extensionTestsEnv: {
    TELEMETRYHUB_VSCODE: oldest ? 'oldest' : 'today',
    TELEMETRYHUB_SUITE: debug ? 'debug' : 'plain',
  },
};
const where = desktop
  ? { version: oldest ? '1.103.2' : 'stable' }
  : { vscodeExecutablePath: path.join(root, 'scripts', 'host-launcher.mjs') };
console.log(`VS Code ${oldest ? '1.103' : 'of today'}, ${desktop ? 'desktop' : 'server'} host`);
process.exitCode = await runTests({ ...options, ...where });
