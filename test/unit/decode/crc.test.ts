import assert from 'node:assert/strict';
import { crc16 } from '../../../src/decode/crc';

describe('crc16', () => {
  it('gives the check value of CRC-16/CCITT-FALSE', () => {
    assert.equal(crc16(Buffer.from('123456789'), 0, 9), 0x29b1);
  });

  it('covers only the range it is given', () => {
    assert.equal(crc16(Buffer.from('xx123456789yy'), 2, 11), 0x29b1);
    assert.equal(crc16(Buffer.from('x'), 0, 0), 0xffff);
  });
});
