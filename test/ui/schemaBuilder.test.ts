import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { CHECKSUM_PRESETS } from '../../src/frame/checksumPresets';
import type { SchemaDraft } from '../../src/schemaDraft';
import { cobsFrame, countedFrame, minFrame } from '../unit/frame/encode';
import { axeProblems } from './axe';
import { overflows } from './panelChecks';
import { SchemaPage } from './schemaPage';
import { themes, type ThemeName } from './themes';
import { openBrowser, until } from './webviewPage';

const PICTURES = path.join('test-results', 'schema');
const COBS_CRC = { ...CHECKSUM_PRESETS['crc-16'], order: 'little' } as const;

/** Time in ms, a temperature in tenths, a float, a status byte, twelve frames. */
function cobsStream(): Uint8Array {
  const frames = Array.from({ length: 12 }, (_, i) => {
    const payload = Buffer.alloc(11);
    payload.writeUInt32LE(1000 + 10 * i, 0);
    payload.writeInt16LE(215 + i, 4);
    payload.writeFloatLE(-1.5, 6);
    payload[10] = 0b0101;
    return cobsFrame(payload, COBS_CRC);
  });
  return new Uint8Array(Buffer.concat(frames));
}

const WHOLE: SchemaDraft = {
  kind: 'cobs',
  fields: [
    { name: 'time', type: 'u32', role: 'time', timeUnit: 'ms' },
    { name: 'temperature', type: 'i16', scale: 0.1, unit: 'degC' },
    { name: 'current', type: 'f32', unit: 'A' },
    {
      name: 'status',
      type: 'u8',
      bits: [
        { name: 'ready', at: 0, width: 1 },
        { name: 'mode', at: 1, width: 3, labels: { '2': 'Run' } },
      ],
    },
  ],
};

describe('the page that builds a schema', function () {
  this.timeout(120_000);
  let browser: Browser;
  let schema: SchemaPage;

  before(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await openBrowser();
  });

  after(async () => {
    await browser.close();
  });

  afterEach(async () => {
    await schema.dispose();
    assert.deepEqual(schema.console, []);
  });

  const open = async (draft: SchemaDraft, bytes = cobsStream()) => {
    schema = await SchemaPage.open(browser, draft, bytes);
  };
  const choose = async (testId: string, label: string) => {
    const control = schema.page.getByTestId(testId);
    await control.click();
    await control.getByRole('option', { name: label, exact: true }).click();
  };
  const type = async (testId: string, text: string) => {
    await schema.page.getByTestId(testId).getByRole('textbox').fill(text);
  };
  const said = async (testId: string, text: string | RegExp) => {
    await schema.page.getByTestId(testId).filter({ hasText: text }).waitFor();
  };
  /** Waits until the field that is chosen has this name in its form. */
  const named = async (name: string) => {
    const box = schema.page.getByTestId('field-name').getByRole('textbox');
    await until(async () => (await box.inputValue()) === name);
  };
  const rows = async () => await schema.page.locator('.field-row').allInnerTexts();
  const chosen = async () =>
    await schema.page.locator('.frame').first().locator('.chosen').innerText();

  it('builds a schema for a COBS stream step by step, its values beside it', async () => {
    await open({ kind: 'slip', fields: [] });
    const { page } = schema;
    await said('fit', /^\d+ of \d+ bytes/);
    await choose('kind', 'COBS: frames end with a zero byte');
    await choose('checksum', 'As usual for COBS: CRC-16, little-endian');
    await said('fit', '11 of 11 bytes of the payload have no field yet.');
    assert.equal(await page.locator('.frame').count(), 8);

    await page.getByTestId('add-field').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('time');
    await choose('field-type', 'u32');
    await choose('field-role', 'Time of the frame');
    await said('fit', '7 of 11 bytes');
    await said('fields', '1,110');
    // 1110 is 56 04 00 00: each zero stands where the next block's code is.
    assert.match(await chosen(), /^56 04/);

    await page.getByTestId('add-field').click();
    await type('field-name', 'temperature');
    await choose('field-type', 'i16');
    await type('field-scale', '0.1');
    await type('field-unit', 'degC');
    await said('fields', '22.6\u00a0°C');

    await page.getByTestId('add-field').click();
    await choose('field-type', 'f32');
    await type('field-name', 'current');
    await said('fields', '\u22121.5');
    await page.getByTestId('add-field').click();
    await type('field-name', 'status');
    await choose('field-type', 'u8');
    await type('field-bits', 'ready 0; mode 1-3');
    await said('fit', 'All 11 bytes of the payload have a field.');
    await said('fields', 'ready 1, mode 2');
    assert.equal(await page.locator('.trouble').count(), 0);

    await page.getByTestId('use').click();
    await page.getByText('Motor board is read with it now. Save keeps it.').waitFor();
    const used = schema.sent.at(-1);
    assert.ok(used?.type === 'use');
    assert.deepEqual(used.draft, {
      kind: 'cobs',
      fields: [
        { name: 'time', type: 'u32', role: 'time', timeUnit: 'ms' },
        { name: 'temperature', type: 'i16', unit: 'degC', scale: 0.1 },
        { name: 'current', type: 'f32' },
        {
          name: 'status',
          type: 'u8',
          bits: [
            { name: 'ready', at: 0, width: 1 },
            { name: 'mode', at: 1, width: 3 },
          ],
        },
      ],
    });
  });

  it('shows new values as they come, and the bytes of the field that is chosen', async () => {
    await open(WHOLE);
    const { page } = schema;
    await said('fields', '22.6\u00a0°C');
    assert.match((await rows())[3], /ready 1, mode 2 Run/);
    await page.locator('.field-row').nth(2).click();
    assert.match(await chosen(), /c0 bf/);
    await page.locator('.frame').first().locator('[data-field="1"]').click();
    assert.match(await chosen(), /^e2/);
    await named('temperature');
    const hot = Buffer.alloc(11);
    hot.writeInt16LE(990, 4);
    schema.bytes = new Uint8Array(Buffer.concat([cobsStream(), cobsFrame(hot, COBS_CRC)]));
    await schema.preview();
    await said('fields', '99\u00a0°C');
  });

  it('shows the texts of a field as soon as it is chosen, so that nothing is typed into those of another', async () => {
    await open(WHOLE);
    await named('time');
    const texts: unknown = await schema.page.evaluate(`
      document.querySelectorAll('.field-row')[1].click();
      ['field-name', 'field-unit'].map((id) =>
        document.querySelector('[data-testid=' + id + ']').shadowRoot.querySelector('input').value)`);
    assert.deepEqual(texts, ['temperature', 'degC']);
  });

  it('works by keys alone', async () => {
    await open(WHOLE);
    const { page } = schema;
    await page.getByTestId('fields').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Alt+ArrowUp');
    assert.match((await rows())[2], /^status/);
    await page.keyboard.press('Delete');
    assert.equal((await rows()).length, 3);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('2');
    assert.match((await rows())[1], /^temperature2/);
    await said('fit', '1 of 11 bytes');
    await page.getByTestId('skip-rest').focus();
    await page.keyboard.press('Enter');
    await said('fit', 'All 11 bytes');
    await page.getByTestId('hold').focus();
    await page.keyboard.press('Space');
    await until(() => schema.sent.at(-1)?.type === 'hold');
    assert.deepEqual(schema.sent.at(-1), { type: 'hold', held: true });
    await page.getByTestId('save').focus();
    await page.keyboard.press('Enter');
    await until(() => schema.sent.at(-1)?.type === 'save');
  });

  it('says where it is what is wrong, and lets nothing of it be used', async () => {
    await open(WHOLE);
    const { page } = schema;
    await type('field-name', '');
    await page.getByText('fields[0].name is "". It must be text of 1 to 64 characters.').waitFor();
    const use = page.getByTestId('use');
    assert.equal(await use.getAttribute('aria-disabled'), 'true');
    await use.click();
    assert.equal(
      schema.sent.some((one) => one.type === 'use'),
      false,
    );
    await type('field-name', 'temperature');
    await page.locator('.field-row').nth(3).click();
    await type('field-name', 'temperature');
    await type('field-bits', '');
    await page.getByText('cobs.fields has "temperature" twice.').waitFor();
    await type('field-name', 'status');
    await type('field-bits', 'ready');
    await page.getByText('ready is no bit field.').waitFor();
    assert.equal(await use.getAttribute('aria-disabled'), 'true');
    await type('field-bits', 'ready 7-9');
    await page.getByText(/bits\[0\] reaches to bit 9/).waitFor();
    await type('field-bits', 'ready 0');
    await page.locator('[data-testid="use"][aria-disabled="false"]').waitFor();
    await choose('checksum', 'none');
    await page.locator('.trouble').first().filter({ hasText: 'payload of 13 bytes' }).waitFor();
  });

  it('takes a sync word, a length field and a checksum of own parameters', async () => {
    const frame = {
      sync: [0xaa, 0x55],
      headerBytes: 2,
      length: { kind: 'field', at: 1, type: 'u8', order: 'little', adds: 0 },
      checksum: { ...CHECKSUM_PRESETS['crc-16-modbus'], covers: 'header' },
      tail: [],
    } as const;
    const one = countedFrame(frame, Uint8Array.of(1, 2, 3));
    await open({ kind: 'cobs', fields: [] }, new Uint8Array(Buffer.concat([one, one, one])));
    const { page } = schema;
    await choose('kind', 'Sync word before each frame');
    await page.getByText('syncWord.sync is missing.').waitFor();
    await type('sync', '0xAA 55');
    await choose('length', 'u8');
    await page.getByRole('textbox', { name: 'Stands at byte' }).fill('1');
    await choose('checksum', 'Own parameters');
    await type('checksum-polynomial', '0x8005');
    await type('checksum-init', '0xFFFF');
    await page.getByTestId('checksum-reflect-in').click();
    await page.getByTestId('checksum-reflect-out').click();
    await choose('checksum-order', 'little-endian');
    await choose('checksum-covers', 'header and payload');
    await said('fit', '3 of 3 bytes of the payload have no field yet.');
    await page.getByTestId('add-field').click();
    await type('field-name', 'three');
    await page.getByTestId('field-count').getByRole('textbox').fill('3');
    await said('fields', '1, 2, 3');
    const { kind, sync, length } = schema.last;
    assert.deepEqual(
      { kind, sync, length },
      { kind: 'syncWord', sync: '0xAA 55', length: { type: 'u8', at: 1, counts: 'payload' } },
    );
  });

  it('gives ids fields of their own, and offers those that came', async () => {
    const stream = [1, 2, 3].flatMap((n) => [
      minFrame(9, Uint8Array.of(n, 0)),
      minFrame(4, Uint8Array.of(10 * n)),
    ]);
    await open({ kind: 'min', fields: [] }, new Uint8Array(Buffer.concat(stream)));
    const { page } = schema;
    assert.deepEqual(await page.getByTestId('seen').locator('vscode-button').allInnerTexts(), [
      'id 4',
      'id 9',
    ]);
    await page.getByTestId('seen-9').click();
    await said('fit', '2 of 2 bytes of the payload have no field yet.');
    await page.getByTestId('add-field').click();
    await type('field-name', 'speed');
    await choose('field-type', 'u16');
    await said('fields', '3');
    // Only its own frames are shown while it is worked on.
    assert.equal(await page.locator('.frame').count(), 3);
    await page.getByTestId('add-id').click();
    await said('fit', '1 of 1 bytes of the payload have no field yet.');
    await said('ids', 'All ids in the last bytes have fields of their own.');
    await page.getByTestId('add-field').click();
    await named('value1');
    await said('fields', '30');
    const field = { name: 'value1', type: 'u8' };
    const speed = { name: 'speed', type: 'u16' };
    const draft = (id: number) => ({
      kind: 'min',
      fields: [],
      frames: [
        { id, fields: [field] },
        { id: 9, fields: [speed] },
      ].sort((a, b) => a.id - b.id),
    });
    assert.deepEqual(schema.last, draft(4));
    assert.deepEqual(schema.kept, {
      deviceId: 'motor',
      deviceName: 'Motor board',
      draft: draft(4),
      id: 4,
    });

    const number = page.getByTestId('id-number').getByRole('textbox');
    await number.fill('9');
    await page.getByText('Id 9 has fields already.').waitFor();
    assert.equal(await page.getByTestId('use').getAttribute('aria-disabled'), 'true');
    await number.fill('12');
    await page.locator('[data-testid="use"][aria-disabled="false"]').waitFor();
    assert.deepEqual(schema.last, draft(12));
    await page.screenshot({ path: path.join(PICTURES, 'ids.png') });
    await page.getByTestId('remove-id').click();
    assert.deepEqual(schema.last, { ...draft(9), frames: [{ id: 9, fields: [speed] }] });
    await choose('id', 'id 9');
    await said('fields', 'speed');
    await choose('kind', 'COBS: frames end with a zero byte');
    await page.getByTestId('ids').waitFor({ state: 'hidden' });
    assert.deepEqual(schema.last, { kind: 'cobs', checksum: 'none', fields: [] });
  });

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`is readable and in order in ${theme}, from wide to 320 px`, async () => {
      for (const [width, height] of [
        [1400, 900],
        [700, 800],
        [380, 900],
        [320, 900],
      ]) {
        schema = await SchemaPage.open(browser, WHOLE, cobsStream(), theme, { width, height });
        await schema.page.locator('.field-row').nth(1).click();
        await schema.page.locator('.frame').first().waitFor();
        await schema.page.screenshot({
          path: path.join(PICTURES, `${theme}-${String(width)}.png`),
          fullPage: true,
        });
        assert.deepEqual(await axeProblems(schema.page), [], `${theme} ${String(width)}`);
        assert.deepEqual(await overflows(schema), [], `${theme} ${String(width)}`);
        if (width !== 320) await schema.dispose();
      }
    });
  }

  it('speaks German', async () => {
    const l10n = JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8')) as Record<
      string,
      string
    >;
    schema = await SchemaPage.open(
      browser,
      WHOLE,
      cobsStream(),
      'light',
      { width: 380, height: 900 },
      { l10n, language: 'de' },
    );
    await schema.page.getByText('Schema von Motor board').waitFor();
    await said('fields', '22,6\u00a0°C');
    await choose('field-type', 'u8');
    await schema.page.getByText('Länge: Nutzlast von 11 Bytes, das Schema hat 8').first().waitFor();
    await schema.page.screenshot({ path: path.join(PICTURES, 'german-380.png') });
    assert.deepEqual(await overflows(schema), []);
  });
});
