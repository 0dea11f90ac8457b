import type { Checksum } from '../wireFormat';

/** Parameters that a preset leaves as they mostly are. */
const PLAIN: Checksum = {
  algorithm: 'crc',
  width: 8,
  polynomial: 0,
  init: 0,
  reflectIn: false,
  reflectOut: false,
  xorOut: 0,
  order: 'big',
  covers: 'payload',
};

/**
 * Serial Studio's nine checksums under its names, and SerialTransfer's. The name says all of it:
 * Serial Studio calls CRC-16 what catalogues call CRC-16/CCITT-FALSE, and CRC-16-CCITT what they call XMODEM.
 */
export const CHECKSUM_PRESETS = {
  'xor-8': { ...PLAIN, algorithm: 'xor' },
  'mod-256': { ...PLAIN, algorithm: 'sum' },
  'crc-8': { ...PLAIN, polynomial: 0x31, init: 0xff },
  'crc-16': { ...PLAIN, width: 16, polynomial: 0x1021, init: 0xffff },
  'crc-16-ccitt': { ...PLAIN, width: 16, polynomial: 0x1021 },
  'crc-16-modbus': {
    ...PLAIN,
    width: 16,
    polynomial: 0x8005,
    init: 0xffff,
    reflectIn: true,
    reflectOut: true,
    order: 'little',
  },
  'fletcher-16': { ...PLAIN, algorithm: 'fletcher16', width: 16 },
  'crc-32': {
    ...PLAIN,
    width: 32,
    polynomial: 0x04c11db7,
    init: 0xffffffff,
    reflectIn: true,
    reflectOut: true,
    xorOut: 0xffffffff,
  },
  'adler-32': { ...PLAIN, algorithm: 'adler32', width: 32 },
  'crc-8-serialtransfer': { ...PLAIN, polynomial: 0x9b },
} as const satisfies Record<string, Checksum>;

export type ChecksumName = keyof typeof CHECKSUM_PRESETS;
