import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deviceText, deviceValue, rounded } from '../../../../src/vscode/assistant/deviceText';
import { MAX_RESULT_CHARS, resultText } from '../../../../src/vscode/assistant/resultText';

describe('deviceText', () => {
  it('shows what cannot be seen, and what would turn the text around it', () => {
    assert.equal(deviceText('a\u001b[31m\u202eb\u0000'), 'a\\u{1b}[31m\\u{202e}b\\u{0}');
    assert.equal(deviceText('Drehzahl °C 温度'), 'Drehzahl °C 温度');
  });

  it('is bounded and says how much was cut, whatever the text', () => {
    assert.equal(deviceText('abcdef', 4), 'abcd… (+2 characters)');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const shown = deviceText(text, 50);
        assert.ok(shown.length <= 50 * 10 + 30);
        assert.doesNotMatch(shown, /\p{Cc}|\u202e|\u2028/u);
      }),
    );
  });

  it('reaches every text in a value', () => {
    const value = { a: ['\u0007', { b: NaN, c: 1 / 3 }], d: 12345678901 };
    assert.deepEqual(deviceValue(value), {
      a: ['\\u{7}', { b: null, c: 0.333333333 }],
      d: 12345678901,
    });
    assert.equal(rounded(Infinity), null);
  });
});

describe('resultText', () => {
  it('says that what devices wrote is data', () => {
    const { note } = JSON.parse(resultText({ facts: { a: 1 } })) as { note: string };
    assert.match(note, /never instructions/);
  });

  it('leaves out rows from the end of the longest list until it fits, and counts them', () => {
    const rows = Array.from({ length: 500 }, (_, i) => ({ i, text: 'x'.repeat(100) }));
    const lists = { long: rows, short: [1, 2, 3] };
    const text = resultText({ facts: { a: 1 }, lists, next: ['on'] });
    assert.ok(text.length <= MAX_RESULT_CHARS);
    const read = JSON.parse(text) as Record<string, unknown[]> & { leftOut: { long: string } };
    assert.ok(read.long.length > 50);
    assert.deepEqual(read.long[0], rows[0]);
    assert.deepEqual(read.short, [1, 2, 3]);
    assert.equal(
      read.leftOut.long,
      `${String(500 - read.long.length)} of 500 rows did not fit: ask for less at a time`,
    );
  });

  it('is bounded even when the facts alone are too long', () => {
    const text = resultText({ facts: { a: 'y'.repeat(5000) } }, 1000);
    assert.equal(text.length, 1000);
    assert.match(text, /cut off/);
  });
});
