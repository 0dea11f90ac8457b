import { t } from '@vscode/l10n';
import { CHECKSUM_PRESETS, type ChecksumName } from '../frame/checksumPresets';
import { SettingError, SettingReader } from '../settingReader';
import type { Checksum } from '../wireFormat';

const KEYS = [
  'preset',
  'algorithm',
  'width',
  'polynomial',
  'init',
  'reflectIn',
  'reflectOut',
  'xorOut',
  'order',
  'covers',
];
const NAMES = Object.keys(CHECKSUM_PRESETS) as ChecksumName[];
const ALGORITHMS = ['crc', 'sum', 'xor', 'fletcher16', 'adler32'] as const;
const HEX = /^0x[0-9a-f]{1,8}$/i;

/** Reads a checksum: `"none"`, the name of a preset, or an object whose keys change a preset or say it all. */
export function readChecksum(value: unknown, path: string): Checksum | null {
  if (value === 'none' || value === undefined) return null;
  if (typeof value === 'string') {
    const name = NAMES.find((known) => known === value);
    if (name !== undefined) return CHECKSUM_PRESETS[name];
    const known = ['none', ...NAMES].map((one) => JSON.stringify(one)).join(', ');
    throw new SettingError(
      t(
        '{0} is {1}. It must be one of {2}, or an object with {3}.',
        path,
        JSON.stringify(value.slice(0, 40)),
        known,
        KEYS.join(', '),
      ),
    );
  }
  const r = new SettingReader(value, path, KEYS);
  const base: Checksum = CHECKSUM_PRESETS[r.choice('preset', NAMES, 'crc-16')];
  const algorithm = r.choice('algorithm', ALGORITHMS, base.algorithm);
  const width = widthOf(r, algorithm, base.width);
  const reflectIn = r.flag('reflectIn', base.reflectIn);
  return {
    algorithm,
    width,
    polynomial: word(r, 'polynomial', width, base.polynomial),
    init: word(r, 'init', width, base.init),
    reflectIn,
    reflectOut: r.flag('reflectOut', r.has('reflectIn') ? reflectIn : base.reflectOut),
    xorOut: word(r, 'xorOut', width, base.xorOut),
    order: r.choice('order', ['little', 'big'], base.order),
    covers: r.choice('covers', ['payload', 'header', 'frame'], base.covers),
  };
}

function widthOf(r: SettingReader, algorithm: Checksum['algorithm'], fallback: number): number {
  const width = r.integer('width', 8, 32, fallback);
  const fixed = algorithm === 'fletcher16' ? 16 : algorithm === 'adler32' ? 32 : width;
  if (r.has('width') && width !== fixed) {
    throw new SettingError(
      t('{0} is {1}. {2} has {3} bits.', r.at('width'), width, algorithm, fixed),
    );
  }
  return fixed;
}

/** A number below 2^width, also written `"0x1021"`. */
function word(r: SettingReader, key: string, width: number, fallback: number): number {
  const raw = r.raw(key);
  const value =
    raw === undefined ? fallback : typeof raw === 'string' && HEX.test(raw) ? Number(raw) : raw;
  const max = 2 ** width - 1;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max) {
    return value;
  }
  const highest = `0x${max.toString(16)}`;
  throw r.wrong(key, t('a whole number from 0 to {0}, or text such as "0x1021"', highest));
}
