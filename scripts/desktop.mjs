// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { findInPath, hasDisplay } from './browser.mjs';
import { killTree, makeProfile, profileArgs } from './server.mjs';

/** True when a desktop VS Code can be had: asked once, and never for longer than 5 s. */
async function canDownload() {
  try {
    const address = 'https://update.code.visualstudio.com/api/releases/stable';
    const answer = await fetch(address, { signal: AbortSignal.timeout(5000) });
    return answer.ok;
  } catch {
    return false; // offline or behind a wall: the server host serves as well
  }
}

/** Which host to use: TELEMETRYHUB_HOST decides, else the desktop where display and download exist. */
export async function wantsDesktop() {
  const wish = process.env.TELEMETRYHUB_HOST;
  if (wish === 'desktop' || wish === 'server') return wish === 'desktop';
  return hasDisplay() && (findInPath(['code']) !== undefined || (await canDownload()));
}

/**
 * Opens a desktop window on these extensions in development, with a profile of its own.
 * @param {string[]} extensions
 * @param {NodeJS.ProcessEnv} env
 */
export async function openDesktop(extensions, env) {
  const executable = findInPath(['code']) ?? (await downloadAndUnzipVSCode());
  const profile = makeProfile();
  const args = [
    ...extensions.map((extension) => `--extensionDevelopmentPath=${extension}`),
    ...profileArgs(profile.folder).slice(0, 4),
    '--wait',
    '--disable-workspace-trust',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    profile.workspace,
  ];
  const child = spawn(executable, args, { env, stdio: 'ignore' });
  const ended = once(child, 'exit').then(() => undefined);
  const dispose = async () => {
    if (child.exitCode === null) await killTree(child);
    profile.remove();
  };
  return { where: 'the window that just opened', ended, dispose };
}
