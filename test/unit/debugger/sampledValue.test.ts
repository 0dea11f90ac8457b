import assert from 'node:assert/strict';
import { TYPE_BYTES } from '../../../src/decode/numberTypes';
import { memoryValue, numberOf } from '../../../src/debugger/sampledValue';
import { MEMORY_TYPES, type MemoryType } from '../../../src/transport/debuggerOptions';

describe('numberOf', () => {
  it('reads numbers as debuggers write them', () => {
    const known: readonly [string, number][] = [
      ['23', 23],
      ['-4.5e3', -4500],
      ['0x1f', 31],
      ['-0x10', -16],
      ["65 'A'", 65],
      ['0x20000010 <g_temp>', 0x20000010],
      ['true', 1],
      ['False', 0],
      [' 7 ', 7],
    ];
    for (const [text, value] of known) assert.equal(numberOf(text), value, text);
    assert.ok(Number.isNaN(numberOf('nan')));
  });

  it('takes nothing else for one', () => {
    for (const text of [
      '',
      'abc',
      '"5"',
      '1 2',
      '{x = 1}',
      'undefined',
      '1.2.3',
      '<optimized out>',
    ]) {
      assert.equal(numberOf(text), undefined, text);
    }
  });
});

describe('memoryValue', () => {
  const bytes = Buffer.from([0xfe, 0xff, 0x01, 0x80, 0x02, 0x03, 0x04, 0xc0]);
  const read = (type: MemoryType, endian: 'little' | 'big') =>
    memoryValue(bytes.toString('base64'), { type, endian, periodMs: 100 });

  it('reads every type in both orders as Node does', () => {
    assert.equal(read('u8', 'big'), 0xfe);
    assert.equal(read('i8', 'big'), -2);
    assert.equal(read('u16', 'little'), bytes.readUInt16LE());
    assert.equal(read('u16', 'big'), bytes.readUInt16BE());
    assert.equal(read('i16', 'little'), -2);
    assert.equal(read('u32', 'little'), bytes.readUInt32LE());
    assert.equal(read('i32', 'big'), bytes.readInt32BE());
    assert.equal(read('f32', 'little'), bytes.readFloatLE());
    assert.equal(read('f64', 'big'), bytes.readDoubleBE());
    assert.equal(read('u64', 'little'), Number(bytes.readBigUInt64LE()));
    assert.equal(read('i64', 'little'), Number(bytes.readBigInt64LE()));
  });

  it('reads nothing out of too few bytes', () => {
    for (const type of MEMORY_TYPES) {
      const short = bytes.subarray(0, TYPE_BYTES[type] - 1).toString('base64');
      assert.equal(memoryValue(short, { type, endian: 'little', periodMs: 100 }), undefined, type);
    }
  });
});
