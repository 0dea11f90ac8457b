// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureHost } from './bootstrap.mjs';

/** @typedef {keyof typeof import('./bootstrap.mjs').hosts} HostName */

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      probe.close(() => {
        resolve(address.port);
      });
    });
  });
}

/**
 * Every process below `pid`, as `ps` sees them; the extension host's children are ours to end too.
 * @param {number} pid
 */
function descendants(pid) {
  const listing = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout;
  const rows = listing.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const found = [pid];
  for (const parent of found) found.push(...rows.filter((r) => r[1] === parent).map((r) => r[0]));
  return found.slice(1);
}

/**
 * Ends a process and all below it; it gets a moment to leave by itself.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function killTree(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const below = descendants(child.pid);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await exited;
  clearTimeout(timer);
  below.forEach(kill);
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended with its parent
  }
}

/** The folders one VS Code keeps its state in; temporary, and removed by `remove`. */
export function makeProfile(settings = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'telemetryhub-'));
  const workspace = path.join(folder, 'workspace');
  mkdirSync(path.join(folder, 'data', 'User'), { recursive: true });
  mkdirSync(workspace);
  const quiet = {
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'security.workspace.trust.enabled': false,
    'telemetry.telemetryLevel': 'off',
    'chat.commandCenter.enabled': false,
    // What nobody looks at here, but starts processes and reads all of /proc, time and again.
    'chat.disableAIFeatures': true,
    'git.enabled': false,
    'remote.autoForwardPorts': false,
  };
  const file = path.join(folder, 'data', 'User', 'settings.json');
  writeFileSync(file, JSON.stringify({ ...quiet, ...settings }, null, 2));
  const remove = () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return { folder, workspace, remove };
}

/**
 * The arguments that keep VS Code's state inside a profile.
 * @param {string} folder
 */
export function profileArgs(folder) {
  return [
    ['--user-data-dir', path.join(folder, 'data')],
    ['--extensions-dir', path.join(folder, 'extensions')],
    ['--server-data-dir', path.join(folder, 'server')],
  ].flat();
}

/**
 * One folder for `extensionDevelopmentPath`: the extension itself, or a parent that links to several.
 * @param {string[]} extensions
 * @param {string} folder
 */
export function developmentFolder(extensions, folder) {
  if (extensions.length === 1) return extensions[0];
  const parent = path.join(folder, 'in-development');
  mkdirSync(parent);
  extensions.forEach((extension, i) => {
    symlinkSync(extension, path.join(parent, `extension-${i}`), 'junction');
  });
  return parent;
}

/**
 * Has these folders found as installed extensions: the page's plain address then shows them too.
 * @param {string[]} extensions
 * @param {string} folder the profile's folder
 */
export function linkExtensions(extensions, folder) {
  const installed = path.join(folder, 'extensions');
  mkdirSync(installed, { recursive: true });
  extensions.forEach((extension, i) => {
    symlinkSync(extension, path.join(installed, `extension-${i}`), 'junction');
  });
}

/**
 * Starts a VS Code server and resolves when it listens.
 * @param {HostName} host
 * @param {string} folder the profile's folder
 * @param {NodeJS.ProcessEnv} env
 */
export async function startServer(host, folder, env = process.env) {
  const { server, node } = ensureHost(host);
  const port = await freePort();
  const args = [
    server,
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...['--enable-smoke-test-driver', '--accept-server-license-terms'],
    ...['--telemetry-level', 'off', '--disable-workspace-trust'],
    ...['--default-folder', path.join(folder, 'workspace')],
    ...profileArgs(folder),
  ];
  const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  await new Promise((resolve, reject) => {
    /** @param {Buffer} bytes */
    const listen = (bytes) => {
      output += bytes.toString();
      if (output.includes('Extension host agent listening')) resolve(undefined);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`VS Code server ended with ${code}:\n${output.slice(-2000)}`));
    });
  });
  // A runner that is told to end has no time to wait for it, and must not leave it behind.
  const end = () => {
    for (const pid of child.pid === undefined ? [] : [child.pid, ...descendants(child.pid)])
      kill(pid);
  };
  process.once('exit', end);
  const stop = async () => {
    process.off('exit', end);
    await killTree(child);
  };
  return { port, origin: `http://127.0.0.1:${port}`, stop, output: () => output };
}

/**
 * Installs a VSIX into a profile, as `code --install-extension` does.
 * @param {HostName} host
 * @param {string} folder the profile's folder
 * @param {string} vsix
 */
export function installVsix(host, folder, vsix) {
  const { server, node } = ensureHost(host);
  const args = [server, '--install-extension', vsix, ...profileArgs(folder)];
  const { status, stdout, stderr } = spawnSync(node, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the VSIX was not installed:\n${stdout}${stderr}`);
}
