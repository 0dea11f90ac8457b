// @ts-check
// Installs what is missing, with nothing but Node 18 or later and npm, and is quick when nothing is.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser, findInPath, headlessShell } from './browser.mjs';

/** The repository's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const cache = path.join(root, '.cache');

/** The two VS Code the host tests run on: today's, and the oldest that `engines` promises. */
export const hosts = {
  today: { package: 'code-server@4.139.1', nodeMajor: 24 },
  oldest: { package: 'code-server@4.103.2', nodeMajor: 22 },
};

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  const shell = process.platform === 'win32'; // npm is a batch file there
  const options = { cwd, shell, encoding: /** @type {const} */ ('utf8') };
  const { status, stdout, stderr, error } = spawnSync(command, args, options);
  if (status === 0) return;
  const tail = `${stdout}${stderr}`.trim().split('\n').slice(-15).join('\n');
  throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? tail}`);
}

/**
 * Fills `target` through a neighbour that is renamed when complete, so a broken install is never
 * taken for a whole one.
 * @param {string} target
 * @param {string} what
 * @param {(folder: string) => void} fill
 */
function installOnce(target, what, fill) {
  if (existsSync(target)) return;
  console.log(`bootstrap: ${what} ...`);
  const partial = `${target}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  fill(partial);
  renameSync(partial, target);
}

/** Makes node_modules what package-lock.json says. */
export function ensureNodeModules() {
  const stamp = path.join(root, 'node_modules', '.bootstrap');
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('bootstrap: npm ci ...');
  run('npm', ['ci', '--no-audit', '--no-fund'], root);
  writeFileSync(stamp, wanted);
}

/**
 * The path of a Node of that major version, taken from the npm package `node` resolves to on this
 * platform: the package itself needs an install script only to choose between these.
 * @param {number} major
 */
export function ensureNode(major) {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  const windows = process.platform === 'win32';
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${windows ? 'win' : process.platform}-${process.arch}`;
  const folder = path.join(cache, `node${major}`);
  installOnce(folder, `Node ${major}`, (partial) => {
    const flags = ['--no-save', '--no-audit', '--no-fund', '--prefix', partial];
    run('npm', ['install', ...flags, `${name}@${major}`], partial);
  });
  return path.join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
}

/**
 * The VS Code server of that version and the Node it runs on.
 * @param {keyof typeof hosts} version
 */
export function ensureHost(version) {
  const host = hosts[version];
  const folder = path.join(cache, host.package);
  installOnce(folder, `VS Code (${host.package})`, (partial) => {
    run('npm', ['pack', host.package, '--silent'], partial);
    const archive = `${host.package.replace('@', '-')}.tgz`;
    run('tar', ['xzf', archive, '--strip-components=3', 'package/lib/vscode'], partial);
    rmSync(path.join(partial, archive));
    run('npm', ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], partial);
  });
  const server = path.join(folder, 'out', 'server-main.js');
  return { server, node: ensureNode(host.nodeMajor) };
}

/**
 * Installs Debian packages where we may; false where the user has to.
 * @param {string[]} packages
 */
function installDebian(packages) {
  const mayInstall = process.getuid?.() === 0 && findInPath(['apt-get']) !== undefined;
  if (!mayInstall) return false;
  console.log(`bootstrap: apt-get install ${packages.join(' ')} ...`);
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  try {
    run('apt-get', ['update', '-q'], root);
    run('apt-get', install, root);
    return true;
  } catch (error) {
    console.error(String(error));
    return false;
  }
}

/**
 * Looks for a Chromium, installing one where possible; says what to do where not.
 * @param {boolean} [headless] no window is needed
 */
export function ensureBrowser(headless = true) {
  const found = findBrowser(headless);
  if (found !== undefined) return found;
  if (installDebian(['chromium', 'fonts-dejavu-core'])) return findBrowser(headless);
  console.error('bootstrap: no browser: install Chrome or Chromium, or set CHROME_PATH');
  return undefined;
}

/**
 * Programs that tests stand on: the package of Debian and how else to come by it.
 * @type {Record<'socat' | 'qemu' | 'gdb', { program: string, elsewhere: string }>}
 */
const tools = {
  socat: { program: 'socat', elsewhere: 'the package socat (apt, dnf, brew)' },
  qemu: { program: 'qemu-system-arm', elsewhere: 'qemu-system-arm (apt) or qemu (dnf, brew)' },
  gdb: { program: 'gdb-multiarch', elsewhere: 'the package gdb-multiarch (apt)' },
};

/**
 * Looks for a program, installing it where possible; says what to do where not. PTY pairs are made with socat, boards emulated
 * with QEMU, and debugged with a gdb that knows ARM.
 * @param {keyof typeof tools} name
 */
export function ensureTool(name) {
  const { program, elsewhere } = tools[name];
  if (findInPath([program]) !== undefined) return true;
  if (process.platform === 'linux' && installDebian([program])) return true;
  console.error(`bootstrap: no ${program}: install ${elsewhere}`);
  return false;
}

/** @typedef {'today' | 'oldest' | 'browser' | 'browserWindow' | 'socat' | 'qemu' | 'gdb'} Part */

/**
 * Whether that part is there, after an attempt to install it.
 * @param {Part} part
 */
function ensure(part) {
  if (part === 'browser') {
    // Where another one is there the tests go on with that, at twice the work.
    const isNamed = Boolean(process.env.CHROME_PATH);
    if (!isNamed && findInPath([headlessShell]) === undefined)
      installDebian([headlessShell, 'fonts-dejavu-core']);
    return ensureBrowser() !== undefined;
  }
  if (part === 'browserWindow') return ensureBrowser(false) !== undefined;
  if (part === 'socat' || part === 'qemu' || part === 'gdb') return ensureTool(part);
  try {
    ensureHost(part);
    return true;
  } catch (error) {
    console.error(`bootstrap: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/**
 * Makes ready what is asked for, and returns the parts that could not be.
 * @param {Part[]} parts
 */
export function bootstrap(parts) {
  ensureNodeModules();
  ensureNode(24);
  return [...new Set(parts)].filter((part) => !ensure(part));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = bootstrap(['today', 'oldest', 'browser', 'socat', 'qemu', 'gdb']);
  process.exitCode = missing.length > 0 ? 1 : 0;
}
