import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/bootstrap.mjs';
import { openWorkbench, type Workbench } from '../../scripts/workbench.mjs';

/** Whatever the names of devices hold, a hover shows as it is. */
const NAMES = ['Motor *rig* [#2]', '<b>Bold</b> <img src=x onerror=alert(1)>', '[quit](command:x)'];

describe('a hover in the source', function () {
  this.timeout(120_000);
  let workbench: Workbench;

  before(async () => {
    const transport = { kind: 'simulator', rateHz: 50 };
    const devices = NAMES.map((name, i) => ({ id: `sim${String(i)}`, name, transport }));
    workbench = await openWorkbench({
      extensions: [root],
      settings: {
        'telemetryhub.devices': devices,
        'workbench.colorTheme': 'Default Dark Modern',
      },
      prepare: (folder) => {
        mkdirSync(path.join(folder, 'workspace'), { recursive: true });
        writeFileSync(path.join(folder, 'workspace', 'main.c'), 'int rpm;\n\n\n');
      },
    });
  });
  after(() => workbench.dispose());
  afterEach(() => workbench.page.screenshot({ path: 'test-results/hover.png' }));

  it('shows each device that has the channel, names as they are, and runs nothing but its two links', async () => {
    const { page } = workbench;
    for (const name of NAMES) {
      await workbench.runCommand('TelemetryHub: Start');
      await page.getByRole('option', { name }).click();
    }
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget:visible input').first().fill('main.c');
    await page
      .getByRole('option', { name: /main\.c/ })
      .first()
      .click();
    const word = page.locator('.view-line', { hasText: 'int rpm' }).getByText('rpm');
    const hover = page.locator('.monaco-hover:visible .hover-contents', {
      hasText: 'rpm over the last',
    });
    // A hover that nobody answers yet is not asked for again by itself.
    for (let left = 10; left > 0 && (await hover.count()) === 0; left--) {
      await page.mouse.move(5, 5);
      await word.hover();
      await hover
        .first()
        .waitFor({ timeout: 3000 })
        .catch(() => undefined);
    }
    const text = (await hover.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
    for (const name of NAMES) assert.ok(text.includes(`rpm · ${name} · `), text);
    assert.equal(await hover.locator('b, em, img[src="x"]').count(), 0);
    const links = await hover.locator('a').allInnerTexts();
    const both = ['Show in plot', 'Go to the line that prints this'];
    assert.deepEqual(
      links,
      NAMES.flatMap(() => both),
    );
    assert.equal(await hover.locator('img').count(), NAMES.length, 'a course each');
  });
});
