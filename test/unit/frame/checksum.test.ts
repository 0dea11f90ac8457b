import assert from 'node:assert/strict';
import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { Check } from '../../../src/frame/checksum';
import { CHECKSUM_PRESETS } from '../../../src/frame/checksumPresets';
import type { Checksum } from '../../../src/wireFormat';

const DIGITS = Buffer.from('123456789');

/** As published; Serial Studio's names. */
const CHECK_VALUES: Record<keyof typeof CHECKSUM_PRESETS, number> = {
  'xor-8': 0x31,
  'mod-256': 0xdd,
  'crc-8': 0xf7,
  'crc-16': 0x29b1,
  'crc-16-ccitt': 0x31c3,
  'crc-16-modbus': 0x4b37,
  'fletcher-16': 0x1ede,
  'crc-32': 0xcbf43926,
  'adler-32': 0x091e01de,
  'crc-8-serialtransfer': 0xea,
};

/** Bit by bit, as the definition has it. */
function slowCrc(spec: Checksum, bytes: Uint8Array): number {
  const reflect = (value: bigint, width: number): bigint => {
    let result = 0n;
    for (let i = 0; i < width; i++)
      if ((value >> BigInt(i)) & 1n) result |= 1n << BigInt(width - 1 - i);
    return result;
  };
  const width = BigInt(spec.width);
  const mask = (1n << width) - 1n;
  let crc = BigInt(spec.init);
  for (const byte of bytes) {
    const value = spec.reflectIn ? reflect(BigInt(byte), 8) : BigInt(byte);
    for (let bit = 7n; bit >= 0n; bit--) {
      const top = ((crc >> (width - 1n)) & 1n) ^ ((value >> bit) & 1n);
      crc = ((crc << 1n) & mask) ^ (top === 1n ? BigInt(spec.polynomial) : 0n);
    }
  }
  if (spec.reflectOut) crc = reflect(crc, spec.width);
  return Number(crc ^ BigInt(spec.xorOut));
}

describe('Check', () => {
  for (const [name, expected] of Object.entries(CHECK_VALUES)) {
    it(`gives the published check value of ${name}`, () => {
      const check = new Check(CHECKSUM_PRESETS[name as keyof typeof CHECKSUM_PRESETS]);
      assert.equal(check.compute(DIGITS, 0, 9).toString(16), expected.toString(16));
    });
  }

  it('gives the check values of the catalogue for parameters of other widths', () => {
    const base = CHECKSUM_PRESETS['crc-8'];
    const cases: [Partial<Checksum>, number][] = [
      [{ width: 10, polynomial: 0x233, init: 0 }, 0x199],
      [{ width: 12, polynomial: 0x80f, init: 0, reflectOut: true }, 0xdaf],
      [{ width: 15, polynomial: 0x4599, init: 0 }, 0x059e],
      [{ width: 24, polynomial: 0x864cfb, init: 0xb704ce }, 0x21cf02],
      [
        {
          width: 32,
          polynomial: 0x1edc6f41,
          init: 0xffffffff,
          reflectIn: true,
          reflectOut: true,
          xorOut: 0xffffffff,
        },
        0xe3069283,
      ],
    ];
    for (const [parameters, expected] of cases) {
      assert.equal(new Check({ ...base, ...parameters }).compute(DIGITS, 0, 9), expected);
    }
  });

  it('follows the definition for all parameters', () => {
    const specs = fc
      .tuple(
        fc.integer({ min: 8, max: 32 }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        fc.boolean(),
      )
      .map(([width, polynomial, init, xorOut, reflectIn, reflectOut]): Checksum => {
        const within = (value: number): number => value % 2 ** width;
        return {
          ...CHECKSUM_PRESETS['crc-8'],
          width,
          polynomial: within(polynomial),
          init: within(init),
          xorOut: within(xorOut),
          reflectIn,
          reflectOut,
        };
      });
    fc.assert(
      fc.property(specs, fc.uint8Array({ maxLength: 40 }), (spec, bytes) => {
        assert.equal(new Check(spec).compute(bytes, 0, bytes.length), slowCrc(spec, bytes));
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with zlib on long input', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7 + (i >> 8)) & 255);
    const check = new Check(CHECKSUM_PRESETS['crc-32']);
    assert.equal(check.compute(bytes, 0, bytes.length), crc32(bytes));
  });

  it('covers only the range it is given', () => {
    const check = new Check(CHECKSUM_PRESETS['crc-16']);
    assert.equal(check.compute(Buffer.from('xx123456789yy'), 2, 11), 0x29b1);
    assert.equal(check.compute(Buffer.from('x'), 0, 0), 0xffff);
  });

  it('reads back what it wrote, in the order of the preset', () => {
    const bytes = new Uint8Array(4);
    new Check(CHECKSUM_PRESETS['crc-16']).write(bytes, 1, 0x29b1);
    assert.deepEqual([...bytes], [0, 0x29, 0xb1, 0]);
    const modbus = new Check(CHECKSUM_PRESETS['crc-16-modbus']);
    modbus.write(bytes, 1, 0x4b37);
    assert.deepEqual([...bytes], [0, 0x37, 0x4b, 0]);
    assert.equal(modbus.read(bytes, 1), 0x4b37);
    const crc32Check = new Check(CHECKSUM_PRESETS['crc-32']);
    crc32Check.write(bytes, 0, 0xcbf43926);
    assert.equal(crc32Check.read(bytes, 0), 0xcbf43926);
  });

  it('says what was found and what was expected', () => {
    const check = new Check(CHECKSUM_PRESETS['crc-16']);
    assert.equal(check.difference(0x1f, 0x29b1), 'checksum 001f, expected 29b1');
  });
});
