import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { TelemetryEvent } from '../../src/model';
import { choose, sentOf, showDevices, showState } from './panelChecks';
import { armed, story } from './panelStory';
import { channels, device } from './webviewFixtures';
import { openBrowser, WebviewPage } from './webviewPage';

/** So many marks, one a millisecond, the last now. */
function marks(count: number, nowMs: number, from = 1): TelemetryEvent[] {
  return Array.from({ length: count }, (_, i) => ({
    number: from + i,
    deviceId: 'motor',
    timeMs: nowMs - count + i,
    lastMs: nowMs - count + i,
    count: 1,
    fact: { kind: 'mark', text: `mark ${String(from + i)}` },
  }));
}

describe('events, table and commands of the panel', function () {
  this.timeout(60_000);
  let browser: Browser;
  let webview: WebviewPage;

  before(async () => {
    browser = await openBrowser();
  });

  after(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    webview = await WebviewPage.open(browser, 'dark', { width: 1200, height: 800 });
  });

  afterEach(async () => {
    await webview.dispose();
  });

  const rows = () => webview.page.locator('.log-row');
  const list = () => webview.page.getByRole('listbox', { name: 'Event log' });

  async function openEvents(events: readonly TelemetryEvent[]): Promise<void> {
    await showDevices(webview, [device()]);
    await webview.send({ type: 'events', whole: true, events });
    await webview.page.getByTestId('tab-events').click();
  }

  it('lists what happened, newest last, in words', async () => {
    await openEvents(story(webview.nowMs));
    const first = await rows().first().innerText();
    assert.match(first, /^14:\d\d:\d\d\.\d\d\s+Measuring: started\s+before: Idle$/);
    assert.match(await rows().last().innerText(), /Sent: GET_STATUS/);
    assert.equal(await rows().first().getAttribute('aria-setsize'), '14');
  });

  it('narrows the log by kind and by words, and gives it back', async () => {
    const { page } = webview;
    await openEvents(story(webview.nowMs));
    await page.getByTestId('chip-fault').click();
    await page.getByTestId('chip-loss').click();
    assert.equal(await rows().count(), 6);
    assert.equal(await page.getByTestId('chip-all').getAttribute('aria-pressed'), 'false');
    await page.getByRole('textbox', { name: 'Filter events' }).fill('f-051 caught');
    assert.match(await rows().first().innerText(), /F-051 #1 caught by checksum/);
    await page.getByRole('textbox', { name: 'Filter events' }).fill('nothing like it');
    assert.equal(await page.getByText('No event matches.').isVisible(), true);
    await page.getByTestId('clear-filter').click();
    assert.equal(await rows().count(), 14);
    await webview.send({ type: 'events', whole: true, events: [] });
    await page.locator('.events').getByText('Nothing has happened yet.').waitFor();
    assert.equal(await page.getByTestId('clear-filter').isVisible(), false);
  });

  it('holds 5,000 events with few rows, follows the newest, and stands still when it is scrolled', async () => {
    const { page } = webview;
    await openEvents(marks(5000, webview.nowMs));
    await page.getByText('Mark: mark 5000', { exact: true }).waitFor();
    assert.ok((await rows().count()) < 60, `${String(await rows().count())} rows`);
    await webview.send({ type: 'events', whole: false, events: marks(1, webview.nowMs, 5001) });
    await page.getByText('Mark: mark 5001', { exact: true }).waitFor();
    await page.evaluate(`document.querySelector('.virtual-list').scrollTop = 30000`);
    await page.getByTestId('events-newest').waitFor();
    const seen = async () =>
      await page.evaluate<string>(`(() => {
        const { left, top } = document.querySelector('.virtual-list').getBoundingClientRect();
        return document.elementFromPoint(left + 150, top + 100).closest('.log-row').textContent;
      })()`);
    const before = await seen();
    await webview.send({ type: 'events', whole: false, events: marks(50, webview.nowMs, 5002) });
    await page.waitForTimeout(200);
    assert.equal(await seen(), before, 'what is read stays, though 51 old ones went');
    await page.getByTestId('events-newest').click();
    await page.getByText('Mark: mark 5051', { exact: true }).waitFor();
    assert.equal(await page.getByTestId('events-newest').isVisible(), false);
  });

  it('goes through the log by keys, copies one event or all that are shown', async () => {
    const { page } = webview;
    await openEvents(story(webview.nowMs));
    await list().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    const active = await list().getAttribute('aria-activedescendant');
    assert.match(await page.locator(`#${active ?? 'none'}`).innerText(), /Mark: load on/);
    await page.keyboard.press('Control+c');
    await page.getByTestId('chip-alarm').click();
    await page.getByTestId('events-copy').click();
    await webview.until(() => sentOf(webview, 'copy').length === 2);
    const [one, all] = sentOf(webview, 'copy').map((message) => message.text);
    assert.match(one, /^14:\d\d:\d\d\.\d{3}\tMark: load on$/);
    assert.match(all, /\ttemp_motor 70\.40\u00a0°C above warning 70\u00a0°C$/);
  });

  it('shows the time of an event in the plots, also where they are another tab', async () => {
    const { page } = webview;
    const events = story(webview.nowMs);
    await showState(webview, 'measuring');
    await webview.send({ type: 'events', whole: true, events });
    await page.getByTestId('tab-events').click();
    await page.getByText('Mark: load on').click();
    await webview.until(() => webview.last('viewport')?.endMs !== undefined);
    const { endMs = 0, spanMs } = webview.last('viewport') ?? { spanMs: 0 };
    const mark = events.find(({ fact }) => fact.kind === 'mark')?.timeMs ?? 0;
    assert.ok(mark > endMs - spanMs && mark < endMs, 'in view');
    await page.setViewportSize({ width: 400, height: 800 });
    await page.getByTestId('tab-events').click();
    await list().getByText('F-051 #12 missed').click();
    assert.equal(await page.getByTestId('tab-plots').getAttribute('aria-selected'), 'true');
  });

  it('shows the numbers of what is plotted as a table, and copies them', async () => {
    const { page } = webview;
    await showDevices(webview, [armed(webview.nowMs, { channels: channels(2) })]);
    await page.getByTestId('tab-table').click();
    const rows = await page.locator('.statistics').getByRole('row').all();
    const cells = await Promise.all(
      rows.map(async (row) => {
        const texts = await row.locator('th, td').allInnerTexts();
        return texts.map((text) => text.replaceAll('\u00a0', ' '));
      }),
    );
    assert.deepEqual(cells[0], [
      'Channel',
      'Latest',
      'Min',
      'Max',
      'Mean',
      'Deviation',
      'Rate',
      'Count',
    ]);
    assert.equal(cells.length, 3);
    assert.match(cells[1].join('|'), /temp_motor.*°C\|74\.\d\d\|68\.\d\d\|.*\|100 S\/s\|6,000$/);
    assert.equal(await page.locator('.statistics').getByRole('rowheader').count(), 2);
    await page.getByTestId('table-copy').click();
    await webview.until(() => sentOf(webview, 'copy').length === 1);
    const lines = sentOf(webview, 'copy')[0]
      .text.split('\n')
      .map((line) => line.split('\t'));
    assert.deepEqual(lines[0].slice(0, 3), ['Channel', 'Unit', 'Latest']);
    assert.equal(lines[1].length, 9);
    assert.ok(Number(lines[2][5]) > 40, 'plain numbers');
    await showDevices(webview, [device({ channels: channels(0) })]);
    assert.equal(await page.getByText('Tick a channel to see its numbers.').isVisible(), true);
  });

  it('shows every number of the table without scrolling sideways, as narrow as the drawer can be', async () => {
    const { page } = webview;
    const list = channels(8).map((one) => ({ ...one, name: `${one.name}_of_the_left_leg` }));
    await showDevices(webview, [device({ channels: list })]);
    await page.getByTestId('tab-table').click();
    for (const width of [1200, 960, 640, 599, 380, 320]) {
      await page.setViewportSize({ width, height: 900 });
      const hidden = await page.evaluate<string[]>(`(() => {
        const right = document.querySelector('.table-page').getBoundingClientRect().right;
        return [...document.querySelectorAll('.statistics td')]
          .filter((e) => e.getBoundingClientRect().right > right || e.scrollWidth > e.clientWidth)
          .map((e) => e.textContent);
      })()`);
      assert.deepEqual(hidden, [], String(width));
    }
  });

  it('sends commands, lines with their ending, and lines of before', async () => {
    const { page } = webview;
    await showDevices(webview, [armed(webview.nowMs)]);
    await page.getByTestId('tab-commands').click();
    await page.getByTestId('command-GET_STATUS').click();
    await page.getByTestId('command-SET_RATE=100').click();
    const line = page.getByRole('textbox', { name: 'Line to send' });
    // The toolkit's field shows what it was told a moment later.
    const shows = (text: string) => webview.until(async () => (await line.inputValue()) === text);
    // One with a value is only proposed.
    await shows('SET_RATE=100');
    await line.fill('led on');
    await choose(webview, 'command-ending', 'CRLF');
    await line.press('Enter');
    await webview.until(() => sentOf(webview, 'send').length === 2);
    assert.deepEqual(sentOf(webview, 'send'), [
      { type: 'send', deviceId: 'motor', text: 'GET_STATUS', ending: 'lf' },
      { type: 'send', deviceId: 'motor', text: 'led on', ending: 'crlf' },
    ]);
    await shows('');
    await line.fill('half');
    for (const [key, value] of [
      ['ArrowUp', 'GET_STATUS'],
      ['ArrowUp', 'SET_RATE=50'],
      ['ArrowDown', 'GET_STATUS'],
      ['ArrowDown', 'half'],
    ] as const) {
      await line.press(key);
      await shows(value);
    }
    await page.getByRole('button', { name: 'hello' }).click();
    await shows('hello');
  });

  it('sends nothing while that is refused, and says why', async () => {
    const { page } = webview;
    await showState(webview, 'safeState');
    await page.getByTestId('tab-commands').click();
    const refused = page.locator('.refused:visible');
    assert.match(
      await refused.innerText(),
      /Motor board is in SafeState \(checksum ×5\).*Reset it/,
    );
    await page.getByTestId('command-START').click();
    const line = page.getByRole('textbox', { name: 'Line to send' });
    await line.fill('x');
    await line.press('Enter');
    await showDevices(webview, [device({ link: { kind: 'closed', reason: 'released' } })]);
    assert.match(await refused.innerText(), /The link of Motor board is not open: closed/);
    await page.getByTestId('command-send').click();
    assert.deepEqual(sentOf(webview, 'send'), []);
    await showDevices(webview, [device()]);
    await line.press('Enter');
    await webview.until(() => sentOf(webview, 'send').length === 1);
  });
});
