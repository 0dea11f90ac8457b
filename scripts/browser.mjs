// @ts-check
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The first of these programs that is on the PATH.
 * @param {string[]} names
 */
export function findInPath(names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const candidates = names.flatMap((name) => folders.map((f) => path.join(f, name + suffix)));
  return candidates.find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there or not ours to run: either way the search goes on
  }
}

/** Where installers put a Chromium on macOS and Windows, which keep it off the PATH. */
function installedBrowsers() {
  const mac = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
  const windows = [
    'Google\\Chrome\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ];
  const programFolders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']];
  return [
    ...mac.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
    ...programFolders.flatMap((folder) => (folder ? windows.map((w) => path.join(folder, w)) : [])),
  ];
}

/** Debian's package and program of a Chromium without windows: the same pages at half the work. */
export const headlessShell = 'chromium-headless-shell';

/**
 * The path of a Chromium-based browser, undefined where there is none.
 * @param {boolean} headless no window is needed
 */
export function findBrowser(headless) {
  const named = process.env.CHROME_PATH;
  if (named) return named;
  const shell = headless ? findInPath([headlessShell]) : undefined;
  if (shell !== undefined) return shell;
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
  ];
  return findInPath(names) ?? installedBrowsers().find((file) => existsSync(file));
}

/** What Chromium needs to be told to start quietly, as root and without a GPU. */
export function browserArgs() {
  const quiet = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet;
}

/** True where a window can be opened. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}
