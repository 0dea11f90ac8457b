import { createRequire } from 'node:module';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { TelemetryHubApi } from '../../../src/api';

interface Entry {
  activate(context: vscode.ExtensionContext): Promise<TelemetryHubApi>;
}

/** Loads the bundle and activates it, each timed; the extension must not be active yet. */
export async function timedActivation(
  extension: vscode.Extension<TelemetryHubApi>,
): Promise<{ loadMs: number; activateMs: number }> {
  const file = path.join(extension.extensionPath, 'dist', 'extension.js');
  const load = createRequire(file);
  const startMs = performance.now();
  const entry = load(file) as Entry;
  const loadMs = performance.now() - startMs;
  let activateMs = NaN;
  const activate = async (context: vscode.ExtensionContext) => {
    const beginMs = performance.now();
    const api = await entry.activate(context);
    activateMs = performance.now() - beginMs;
    return api;
  };
  const cached = load.cache[load.resolve(file)];
  if (cached === undefined) throw new Error('The bundle is not in the cache of modules.');
  // The host asks the same cache, and gets the entry with a clock around it.
  cached.exports = { ...entry, activate };
  await extension.activate();
  if (activateMs !== activateMs) throw new Error('The host did not take the timed entry.');
  return { loadMs, activateMs };
}
