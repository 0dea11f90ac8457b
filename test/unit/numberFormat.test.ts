import assert from 'node:assert/strict';
import { limitText } from '../../src/device/limitText';
import {
  decimalSign,
  exponentText,
  formatNumber,
  twoDecimals,
  writeNumbersIn,
} from '../../src/numberFormat';
import { numberText as hostText, rateText as hostRate } from '../../src/vscode/words';
import { boundNumber } from '../../webview/boundText';
import { numberText, rateText } from '../../webview/format';
import { fieldText, parseNumber } from '../../webview/numberInput';

const limit = {
  channel: 'rpm',
  level: 'warning',
  side: 'low',
  bound: -3500.5,
  hysteresis: 0,
  persistenceMs: 0,
  action: 'mark',
} as const;

describe('numbers in the language of VS Code', () => {
  afterEach(() => {
    writeNumbersIn('en');
  });

  it('are grouped and signed as it does, on the page and in the host alike', () => {
    for (const [language, thousands, decimal] of [
      ['en', ',', '.'],
      ['de', '.', ','],
      ['fr', '\u202f', ','],
    ]) {
      writeNumbersIn(language);
      const text = `1${thousands}234${decimal}5`;
      assert.equal(formatNumber(1234.5), text);
      assert.equal(boundNumber(1234.5), text);
      assert.equal(numberText(123456), `123${thousands}456`);
      assert.equal(hostText(123456), `123${thousands}456`);
      assert.equal(rateText(1000).value, `1${decimal}00`);
      assert.equal(hostRate(1000), `1${decimal}00\u00a0kS/s`);
      assert.equal(exponentText(-1e-9), `−1${decimal}000e−9`);
      assert.equal(decimalSign(), decimal);
      assert.equal(twoDecimals(0.9), `0${decimal}90`);
      assert.equal(fieldText(0.5), `0${decimal}5`);
      assert.equal(parseNumber(fieldText(1234.5)), 1234.5);
    }
  });

  it('are written so in causes and scores too', () => {
    assert.equal(limitText(limit, 'rpm'), 'rpm < −3,500.5\u00a0rpm');
    writeNumbersIn('de');
    assert.equal(limitText(limit, 'rpm'), 'rpm < −3.500,5\u00a0rpm');
  });

  it('take the names that VS Code has for languages, and ignore what is none', () => {
    writeNumbersIn('pt-br');
    assert.equal(formatNumber(1234.5), '1.234,5');
    writeNumbersIn('de');
    writeNumbersIn('not a language');
    assert.equal(formatNumber(1234.5), new Intl.NumberFormat().format(1234.5));
  });

  it('are written as Intl writes them, in every language of VS Code', () => {
    const odd = [
      0, -0, 0.5, 2.5, 0.0625, 99.97, 999.9995, 1000, 9999.5, 12345.678, 1e6, 123456789, 1e20,
    ];
    const values = [...odd, ...odd.map((v) => -v), 1e-7, 1e21, 1e25, NaN, Infinity, -Infinity];
    const options = [
      undefined,
      { maximumFractionDigits: 0 },
      { maximumFractionDigits: 4 },
      { minimumFractionDigits: 2, maximumFractionDigits: 2 },
      { minimumFractionDigits: 1 },
      { maximumSignificantDigits: 1 },
      { maximumSignificantDigits: 6 },
      { minimumFractionDigits: 1, maximumFractionDigits: 1, notation: 'standard' as const },
    ];
    for (const language of [
      ...['en', 'en-gb', 'de', 'fr', 'es', 'it', 'ja', 'ko', 'zh-cn', 'zh-tw'],
      ...['ru', 'pt-br', 'tr', 'pl', 'cs', 'hu', 'bg', 'hi', 'ar-EG'],
    ]) {
      writeNumbersIn(language);
      for (const option of options) {
        const intl = new Intl.NumberFormat(language, option);
        for (const value of values) {
          const expected = intl.format(value).replaceAll('-', '−');
          const what = `${language} ${String(value)} ${JSON.stringify(option)}`;
          assert.equal(formatNumber(value, option), expected, what);
        }
      }
      assert.equal(decimalSign(), new Intl.NumberFormat(language).format(1.5).charAt(1));
    }
  });
});
