import type { DeviceView, FromWebview } from '../../src/protocol';
import { armed, overview, statistics, story } from './panelStory';
import { channels, device, fill, plotPerUnit, stateOf, type StateChanges } from './webviewFixtures';
import type { WebviewPage } from './webviewPage';

/** The drawer's tabs. */
export const TABS = ['channels', 'faults', 'events', 'table', 'commands'] as const;

/** A device in each state that the panel looks different in. */
export const STATES: Readonly<Record<string, (nowMs: number) => DeviceView>> = {
  idle: () => device({ state: 'idle', cause: '', samplesPerSecond: 0 }),
  measuring: (nowMs) => device({ sinceMs: nowMs - 5000 }),
  reconnecting: (nowMs) =>
    device({
      state: 'error',
      cause: 'unplugged',
      sinceMs: nowMs - 5000,
      samplesPerSecond: 0,
      link: { kind: 'reconnecting', attempt: 3, reason: 'unplugged' },
    }),
  safeState: (nowMs) => device({ state: 'safeState', cause: 'checksum ×5', sinceMs: nowMs - 5000 }),
  armed: (nowMs) => armed(nowMs),
  manyChannels: () => device({ channels: channels(8) }),
};

/** Shows devices, the first in focus, with what has happened and its numbers. */
export async function showDevices(
  webview: WebviewPage,
  devices: readonly DeviceView[],
  changes: StateChanges = {},
): Promise<void> {
  const first = devices.at(0);
  const plots = first === undefined ? [] : plotPerUnit(first);
  await webview.send(stateOf(webview, devices, { plots, ...changes }));
  if (first !== undefined) await webview.send(statistics(first, webview.nowMs));
}

/** Shows one of STATES with a filled plot and a log. */
export async function showState(webview: WebviewPage, name: string): Promise<DeviceView> {
  fill(webview, 60_000, [14_000, 11_000]);
  const shown = STATES[name](webview.nowMs);
  await showDevices(webview, [shown]);
  await webview.send({ type: 'events', whole: true, events: story(webview.nowMs) });
  await webview.send(overview(webview.nowMs));
  await webview.draw(shown.channels.filter((c) => c.plotted).map((c) => c.id));
  return shown;
}

/**
 * Shows the panel in every state, then with every tab open while faults are armed, then without a device; each is handed
 * to `check` with its name.
 */
export async function everyLook(
  webview: WebviewPage,
  check: (name: string) => Promise<void>,
): Promise<void> {
  for (const name of Object.keys(STATES)) {
    await showState(webview, name);
    await check(name);
  }
  await showState(webview, 'armed');
  for (const tab of TABS) {
    await webview.page.getByTestId(`tab-${tab}`).click();
    await check(tab);
  }
  await showDevices(webview, []);
  await check('no device');
}

/** Elements whose text is cut without a sign, or that reach out of the page or over their neighbour. */
export async function overflows({ page }: Pick<WebviewPage, 'page'>): Promise<string[]> {
  return await page.evaluate<string[]>(`[...document.querySelectorAll('#app *')].flatMap((e) => {
    if (!e.checkVisibility() || e.closest('.sr-only, svg, .table-scroller')) return [];
    // What moves with time is cut at the picture's edges; the stage's own suites look at it.
    if (e.closest('.stage') && !e.closest('.tools')) return [];
    const { left, right, width } = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    if (style.clipPath !== 'none') return [];
    const name = e.className + ' ' + e.textContent.slice(0, 40);
    if (width > 0 && (right > innerWidth + 0.5 || left < -0.5)) return ['outside: ' + name];
    const parent = e.parentElement.getBoundingClientRect();
    const flows = ['static', 'relative'].includes(style.position) && e.parentElement.id !== 'app';
    const spills = flows && style.display !== 'contents' && parent.width > 0 && width > 0 &&
      right > parent.right + 1.5;
    if (spills) return ['spills: ' + name];
    const cut = e.scrollWidth > e.clientWidth + 1 && style.overflowX === 'hidden';
    return cut && style.textOverflow !== 'ellipsis' ? ['cut: ' + name] : [];
  })`);
}

/** Cells of the metrics strip of which some text is cut, covered by its neighbour or out of the strip. */
export async function cutMetrics({ page }: WebviewPage): Promise<string[]> {
  return await page.evaluate<string[]>(`(() => {
    const strip = document.querySelector('.metrics').getBoundingClientRect();
    const cells = [...document.querySelectorAll('.metric')];
    return cells.flatMap((cell) => {
      const box = cell.getBoundingClientRect();
      const texts = [cell, ...cell.querySelectorAll('span')].filter((e) => e.checkVisibility());
      const cut = texts.some((e) => {
        const { left, right, top, bottom, width } = e.getBoundingClientRect();
        if (e.classList.contains('spark-room') || width === 0) return false;
        const inside = left >= box.left && right <= box.right + 0.5 && right <= strip.right + 0.5 &&
          top >= box.top && bottom <= strip.bottom;
        return !inside || (e.clientWidth > 0 && e.scrollWidth > e.clientWidth);
      });
      return cut || texts.length < 4 ? [cell.textContent] : [];
    });
  })()`);
}

/** All messages of a type that the page has sent, oldest first. */
export function sentOf<T extends FromWebview['type']>(
  webview: WebviewPage,
  type: T,
): (FromWebview & { type: T })[] {
  const isOfType = (message: FromWebview): message is FromWebview & { type: T } =>
    message.type === type;
  return webview.sent.filter(isOfType);
}

/** Chooses a line of a dropdown as the user does. */
export async function choose({ page }: WebviewPage, testId: string, label: string): Promise<void> {
  await page.getByTestId(testId).click();
  await page.getByTestId(testId).getByRole('option', { name: label, exact: true }).click();
}

/** What the focus is on: test id, class or element. */
export async function focused({ page }: WebviewPage): Promise<string> {
  return await page.evaluate<string>(`(() => {
    const e = document.activeElement;
    return e.dataset.testid || e.className || e.tagName;
  })()`);
}
