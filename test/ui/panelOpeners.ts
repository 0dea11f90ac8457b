import type { WebviewPage } from './webviewPage';

/** Everything that opens over the panel or inside a tab of it: a name, and how a user gets there. */
export const OPENERS: Readonly<Record<string, (webview: WebviewPage) => Promise<void>>> = {
  'device list': click('device'),
  'more actions': click('more'),
  'a metric': click('metric-latency'),
  losses: click('metric-dropped'),
  'plot menu': clickFirst('plot-menu'),
  'fixed scale': async ({ page }) => {
    await page.getByTestId('plot-menu').first().click();
    await page.getByTestId('menu-fixed').click();
    const unit = page.getByRole('menu').last().getByRole('menuitem').first();
    if ((await page.getByRole('menu').count()) > 1) await unit.click();
    await page.getByRole('dialog').waitFor();
  },
  'new limit': async ({ page }) => {
    await page.getByTestId('plot-menu').first().click();
    await page.getByTestId('menu-limit').click();
    await page.getByRole('dialog').waitFor();
  },
  'limit handle': async ({ page }) => {
    await page.locator('.limit-handle').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.popover, .limit-handle input').first().waitFor();
  },
  span: click('span'),
  'channel menu': async ({ page }) => {
    await page.getByTestId('tab-channels').click();
    await page.getByTestId('menu-rpm').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
  },
  'limits of a channel': async ({ page }) => {
    await page.getByTestId('tab-channels').click();
    await page.getByTestId('channel-limits').first().click();
    await page.getByTestId('limit-edit').first().click();
  },
  'kinds of fault': async ({ page }) => {
    await page.getByTestId('tab-faults').click();
    await page.getByTestId('fault-kind').click();
  },
  'a filter that matches nothing': async ({ page }) => {
    await page.getByTestId('tab-events').click();
    await page.getByRole('textbox', { name: 'Filter events' }).fill('nothing like it');
  },
  'an event': async ({ page }) => {
    await page.locator('.event-lane .lane-track').focus();
    await page.keyboard.press('ArrowLeft');
    await page.locator('.popover').waitFor();
  },
  'a state': async ({ page }) => {
    await page.locator('.state-lane .lane-track').first().focus();
    await page.keyboard.press('ArrowLeft');
    await page.locator('.popover').waitFor();
  },
  'a mark': async ({ page }) => {
    await page.getByTestId('plot').first().focus();
    await page.keyboard.press('[');
    await page.locator('.popover').waitFor();
  },
  'the cursor': async ({ page }) => {
    await page.getByTestId('plot').first().focus();
    await page.keyboard.press('c');
    await page.locator('.read-out').first().waitFor();
  },
  keys: async ({ page }) => {
    await page.getByTestId('plot').first().focus();
    await page.keyboard.press('?');
    await page.locator('dialog.keys').waitFor();
  },
};

function click(testId: string) {
  return async ({ page }: WebviewPage) => {
    await page.getByTestId(testId).click();
  };
}

function clickFirst(testId: string) {
  return async ({ page }: WebviewPage) => {
    await page.getByTestId(testId).first().click();
  };
}
