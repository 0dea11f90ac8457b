import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { TelemetryEvent, TelemetryFact } from '../../src/model';
import { LanesPage } from './lanesPage';
import { device, NOW_MS, overviewRows, plots, WALL_OFFSET_MS } from './lanesStory';
import type { ThemeName } from './themes';
import { openBrowser } from './webviewPage';

const PICTURES = path.join('test-results', 'debug-marks');
const THEMES: readonly ThemeName[] = ['dark', 'light', 'highContrast', 'highContrastLight'];
const WIDE = { width: 1400, height: 560 };
const NARROW = { width: 380, height: 560 };

const session = { session: 'Debug board', seenBy: 'adapter' } as const;
const place = { path: '/fw/src/main.c', line: 114, function: 'enter_error' };

/** Seconds before now, how long it lasted, what it was. */
const STORY: readonly (readonly [agoS: number, lastedS: number, fact: TelemetryFact])[] = [
  [57, 0, { kind: 'debug', act: 'attached', ...session }],
  [45, 5.6, { kind: 'debug', act: 'halted', ...session, reason: 'breakpoint', place }],
  [39.4, 0, { kind: 'debug', act: 'continued', ...session }],
  [52, 0, { kind: 'assistant', act: 'send', what: 'GET_STATUS', outcome: 'done', detail: '' }],
  [30, 0, { kind: 'debug', act: 'reset', ...session }],
  [
    18,
    0,
    { kind: 'assistant', act: 'arm', what: 'Bad checksum', outcome: 'failed', detail: 'SafeState' },
  ],
  [24, 4.5, { kind: 'debug', act: 'released', ...session }],
  [
    12.01,
    0.004,
    {
      kind: 'breakpoint',
      when: 'temp_motor > 72',
      outcome: 'halted',
      latencyMs: 4.1,
      detail: 'Debug board',
    },
  ],
  [
    12,
    0,
    {
      kind: 'debug',
      act: 'halted',
      ...session,
      reason: 'SIGINT',
      open: true,
      place: { ...place, line: 215 },
    },
  ],
];

const EVENTS: readonly TelemetryEvent[] = STORY.map(([agoS, lastedS, fact], i) => ({
  number: i + 1,
  deviceId: 'motor',
  timeMs: NOW_MS - agoS * 1000,
  lastMs: NOW_MS - agoS * 1000 + lastedS * 1000,
  count: 1,
  fact,
}));

describe('marks of a debugger', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await openBrowser();
  });
  after(() => browser.close());

  async function open(theme: ThemeName, viewport: { width: number; height: number }) {
    const lanes = await LanesPage.open(browser, theme, viewport);
    await lanes.run(`lanes.setDevices(${JSON.stringify([device()])}, ${WALL_OFFSET_MS})`);
    const message = { type: 'events', whole: true, events: EVENTS };
    await lanes.run(`lanes.receive(${JSON.stringify(message)})`);
    await lanes.run(`lanes.time.setClock(true, ${NOW_MS})`);
    const rows = JSON.stringify(overviewRows(NOW_MS - 60_000, NOW_MS));
    await lanes.run(`lanes.setOverview(${rows}, ${NOW_MS - 60_000}, ${NOW_MS})`);
    await lanes.run(`lanes.setPlots(${JSON.stringify(plots)})`);
    await lanes.run(`lanes.frame(${NOW_MS})`);
    await lanes.run(`lanes.frame(${NOW_MS})`);
    return lanes;
  }

  it('are flags on the plots and spans in the lane, a halt that lasts still up to now', async () => {
    const lanes = await open('dark', WIDE);
    const texts = await lanes.page.locator('.mark-label:visible').allTextContents();
    for (const text of ['main.c:114', 'halted 5.6\u00a0s', 'reset', 'released 4.5\u00a0s']) {
      assert.ok(texts.includes(text), `${text} in ${texts.join(' | ')}`);
    }
    const bars = lanes.page.locator('.event-lane .mark.tone-debug .mark-bar');
    const boxes = await Promise.all((await bars.all()).map((bar) => bar.boundingBox()));
    assert.equal(boxes.filter((box) => box !== null && box.width > 50).length, 2);
    await lanes.dispose();
  });

  it('are beside those of assistants, which have an icon of their own, and a warning where they failed', async () => {
    const lanes = await open('dark', WIDE);
    for (const tone of ['plain', 'warn']) {
      const robots = lanes.page.locator(`.event-lane .mark.tone-${tone} .icon-robot`);
      assert.equal(await robots.count(), 1, tone);
    }
    await lanes.dispose();
  });

  it('open the source line at a click, and explain the frame', async () => {
    const lanes = await open('dark', WIDE);
    await lanes.page.evaluate(`document.addEventListener('telemetry-source', (event) => {
      window.asked = event.detail;
    })`);
    const label = lanes.page.locator('.event-lane .mark-label', { hasText: 'halted 5.6' });
    await label.hover({ force: true, position: { x: -6, y: 8 } });
    const popover = lanes.page.locator('.popover:popover-open');
    await popover.waitFor();
    assert.match(
      (await popover.textContent()) ?? '',
      /Halted at main\.c:114.*enter_error.*breakpoint/,
    );
    await label.click({ force: true, position: { x: -6, y: 8 } });
    const asked = await lanes.page.evaluate('window.asked');
    assert.deepEqual(asked, { deviceId: 'motor', number: 2 });
    await lanes.dispose();
  });

  for (const theme of THEMES) {
    it(`are told from the ground in ${theme}`, async () => {
      for (const viewport of [WIDE, NARROW]) {
        const lanes = await open(theme, viewport);
        const width = String(viewport.width);
        await lanes.page.screenshot({ path: path.join(PICTURES, `${theme}-${width}.png`) });
        const icons = await lanes.page.locator('.mark.tone-debug .mark-icon:visible').count();
        assert.ok(icons >= 2, String(icons));
        assert.deepEqual(lanes.console, []);
        await lanes.dispose();
      }
    });
  }
});
