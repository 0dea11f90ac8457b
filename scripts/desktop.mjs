// @ts-check
import { hasDisplay } from './browser.mjs';

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
  return hasDisplay() && (await canDownload());
}
