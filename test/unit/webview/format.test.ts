import assert from 'node:assert/strict';
import {
  agoText,
  bytesText,
  countText,
  latencyText,
  numberText,
  rateText,
  shownUnit,
  ValueText,
  valueText,
} from '../../../webview/format';

const NBSP = '\u00a0';
const MINUS = '\u2212';
/** The decimal sign and grouping are the machine's: tests must not depend on where they run. */
const local = (value: number, digits: number) =>
  new Intl.NumberFormat(undefined, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);

describe('numbers as the panel shows them', () => {
  it('gives rates three digits and a prefix', () => {
    const cases: readonly [number, string, string][] = [
      [0, local(0, 0), 'S/s'],
      [950, local(950, 0), 'S/s'],
      [1000, local(1, 2), 'kS/s'],
      [12_400, local(12.4, 1), 'kS/s'],
      [12_400_000, local(12.4, 1), 'MS/s'],
    ];
    for (const [perSecond, value, unit] of cases) {
      assert.deepEqual(rateText(perSecond), { value, unit });
    }
  });

  it('never shows four digits where rounding crosses a prefix', () => {
    assert.deepEqual(rateText(999.4), { value: local(999, 0), unit: 'S/s' });
    assert.deepEqual(rateText(999.5), { value: local(1, 2), unit: 'kS/s' });
    assert.deepEqual(rateText(9995), { value: local(10, 1), unit: 'kS/s' });
    assert.deepEqual(rateText(99_950), { value: local(100, 0), unit: 'kS/s' });
    assert.deepEqual(rateText(999_500), { value: local(1, 2), unit: 'MS/s' });
  });

  it('turns the units that have a sign into it, and no others', () => {
    assert.deepEqual(['degC', 'us', 'ohm', 'rpm', ''].map(shownUnit), ['°C', 'µs', 'Ω', 'rpm', '']);
  });

  it('puts a no-break space between value and unit, and a dash for no value', () => {
    assert.equal(valueText(NaN, 'degC'), `–${NBSP}°C`);
    assert.equal(valueText(1146, 'mA'), `${local(1146, 0)}${NBSP}mA`);
    assert.equal(valueText(3, ''), local(3, 0));
  });

  it('writes a real minus, also in exponents', () => {
    assert.equal(numberText(-5), `${MINUS}${local(5, 0)}`);
    assert.equal(numberText(0.000_12), `1.200e${MINUS}4`);
    assert.equal(numberText(-0.000_12), `${MINUS}1.200e${MINUS}4`);
    assert.equal(numberText(0), local(0, 0));
  });

  it('keeps the digits of a channel once a value has asked for them', () => {
    const text = new ValueText();
    assert.equal(text.of(7), local(7, 0));
    assert.equal(text.of(7.25), local(7.25, 2));
    assert.equal(text.of(8), local(8, 2));
    assert.equal(text.of(NaN), '–');
    assert.equal(text.of(2996.4), local(2996, 0));
    assert.equal(text.of(8), local(8, 0));
  });

  it('shows counts, latencies and bytes, also when there is nothing yet', () => {
    assert.equal(countText(1000), local(1000, 0));
    assert.equal(latencyText(0.214), local(0.21, 2));
    assert.equal(latencyText(NaN), '–');
    assert.equal(bytesText(0), '0');
    assert.equal(bytesText(53), `53${NBSP}B`);
    assert.equal(bytesText(1200), `${local(1.2, 1)}${NBSP}kB`);
    assert.equal(bytesText(16_000_000), `${local(16, 0)}${NBSP}MB`);
  });

  it('counts how long something lasts in seconds, minutes, hours', () => {
    assert.equal(agoText(-1), `0${NBSP}s`);
    assert.equal(agoText(59_999), `59${NBSP}s`);
    assert.equal(agoText(200_000), '3:20');
    assert.equal(agoText(3_900_000), '1:05:00');
  });
});
