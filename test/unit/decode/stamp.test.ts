import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scanStamp } from '../../../src/decode/stamp';

const out = new Float64Array(1);

function read(text: string): { end: number; value: number } {
  const bytes = new Uint8Array(Buffer.from(`${text}\n........`));
  const end = scanStamp(new DataView(bytes.buffer), 0, out, 0);
  return { end, value: out[0] };
}

describe('scanStamp', () => {
  it('is bit-equal to Number() for integers of 8 to 15 digits', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 15 });
    fc.assert(
      fc.property(digits, (list) => {
        const text = list.join('');
        assert.deepEqual(read(text), { end: text.length, value: Number(text) });
      }),
    );
  });

  it('leaves everything else alone', () => {
    const others = [
      '1234567',
      '-12345678',
      '1627551892437.5',
      '1627551892437e3',
      '1234567890123456',
    ];
    for (const text of [...others, '', 'x1234567890', '1234567x90']) {
      assert.equal(read(text).end, 0, text);
    }
  });
});
