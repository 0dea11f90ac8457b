import assert from 'node:assert/strict';
import { plotTitle } from '../../../webview/plots/unitTitle';
import { lengthText } from '../../../webview/plots/lengthText';
import { timeOfDay } from '../../../webview/timeText';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the texts of the plots', () => {
  it('name what is measured where the unit says it', () => {
    assert.deepEqual(plotTitle(['degC', 'degC']), [{ words: 'Temperature', unit: '°C' }]);
    assert.deepEqual(plotTitle(['V', 'rad/s']), [
      { words: 'Voltage', unit: 'V' },
      { words: 'rad/s', unit: '' },
    ]);
    assert.deepEqual(plotTitle(['']), [{ words: 'Values', unit: '' }]);
    assert.deepEqual(plotTitle([]), [{ words: 'Empty plot', unit: '' }]);
  });

  it('say how long something lasts', () => {
    assert.deepEqual(
      [0, 0.12, 2.4, 250, 2400, 12_400, 60_000, 600_000, 41 * 60_000, 3 * 3_600_000].map((ms) =>
        plain(lengthText(ms)),
      ),
      ['0 s', '120 µs', '2.4 ms', '250 ms', '2.4 s', '12.4 s', '60 s', '10 min', '41 min', '3 h'],
    );
    assert.equal(plain(lengthText(-1234)), '−1.23 s');
    assert.equal(plain(lengthText(1234.5)), '1.23 s');
  });

  it('show the time of day with as many digits as a step needs', () => {
    const wallMs = new Date(2026, 0, 5, 14, 31, 49, 250).getTime() + 0.125;
    assert.deepEqual(
      [1000, 500, 20, 1, 0.1, 0.02, 0.001].map((stepMs) => timeOfDay(wallMs, stepMs)),
      [
        '14:31:49',
        '14:31:49.2',
        '14:31:49.25',
        '14:31:49.250',
        '14:31:49.2501',
        '14:31:49.25012',
        '14:31:49.250125',
      ],
    );
  });
});
