import { t } from '@vscode/l10n';
import { SettingError, SettingReader } from '../settingReader';
import {
  LINE_KINDS,
  type Checksum,
  type CountedFrame,
  type FormatKind,
  type FrameLength,
  type LineKind,
  type TextTime,
  type WireFormat,
} from '../wireFormat';
import { readBytes } from './parseBytes';
import { readChecksum } from './parseChecksum';
import { bytesOfFields, readFields, readIdFrames } from './parseFields';

/** What a device's format may be: one that is known, or whatever is detected. */
export type FormatSetting = WireFormat | { readonly kind: 'auto' };

/** A format, or one message that says where the setting is wrong and what would be right. */
export type ParsedFormat =
  | { readonly ok: true; readonly format: FormatSetting }
  | { readonly ok: false; readonly message: string };

/** Kinds that need nothing beside their name. */
const NAME_ONLY = [
  'auto',
  ...LINE_KINDS,
  'justFloat',
  'indexFloat',
  'min',
  'serialTransfer',
] as const;

/** Every kind of format, as settings name them. */
export const FORMAT_KINDS = [
  ...LINE_KINDS,
  'cobs',
  'slip',
  'fixed',
  'syncWord',
  'lengthPrefix',
  'delimited',
  'justFloat',
  'indexFloat',
  'min',
  'serialTransfer',
  'script',
] as const satisfies readonly FormatKind[];

const COUNTED_KEYS = ['kind', 'sync', 'headerBytes', 'checksum', 'tail', 'fields'];

/** Checks a format as it stands in settings: the name of a kind, or an object with a `kind`. */
export function parseFormat(value: unknown, path: string): ParsedFormat {
  try {
    return { ok: true, format: readFormat(value, path) };
  } catch (error) {
    if (error instanceof SettingError) return { ok: false, message: error.message };
    throw error;
  }
}

/** As `parseFormat`, for readers of larger settings: throws a SettingError. */
export function readFormat(value: unknown, path: string): FormatSetting {
  if (typeof value === 'object' && value !== null) return readObject(value, path);
  const found = NAME_ONLY.find((kind) => kind === value);
  if (found !== undefined) return ofName(found);
  const needsMore = FORMAT_KINDS.find((kind) => kind === value);
  if (needsMore !== undefined) {
    throw new SettingError(
      t(
        '{0} is {1}, which needs more: {2}.',
        path,
        `"${needsMore}"`,
        `{ "kind": "${needsMore}", ${needsMore === 'script' ? '"path": "decoder.ts"' : '"fields": [...]'} }`,
      ),
    );
  }
  const listed = NAME_ONLY.map((kind) => `"${kind}"`).join(', ');
  throw new SettingError(
    t(
      '{0} is {1}. It must be one of {2}, or an object with {3}.',
      path,
      shown(value),
      listed,
      '"kind"',
    ),
  );
}

function ofName(kind: (typeof NAME_ONLY)[number]): FormatSetting {
  return kind === 'min' || kind === 'serialTransfer' ? { kind, frames: [] } : { kind };
}

function readObject(value: object, path: string): FormatSetting {
  const { kind: raw } = value as { readonly kind?: unknown };
  const kind = FORMAT_KINDS.find((one) => one === raw);
  switch (kind) {
    case undefined: {
      if (raw === 'auto')
        return { kind: new SettingReader(value, path, ['kind']).choice('kind', ['auto']) };
      const listed = FORMAT_KINDS.map((one) => `"${one}"`).join(', ');
      const rule = t('one of {0}', listed);
      throw new SettingError(t('{0} is {1}. It must be {2}.', `${path}.kind`, shown(raw), rule));
    }
    case 'cobs': {
      const r = new SettingReader(value, path, ['kind', 'fields', 'checksum']);
      const fields = readFields(r, 'fields', true);
      return r.has('checksum') ? { kind, fields, checksum: checksumOf(r) } : { kind, fields };
    }
    case 'slip': {
      const r = new SettingReader(value, path, ['kind', 'fields', 'checksum']);
      return { kind, fields: readFields(r, 'fields', true), checksum: checksumOf(r) };
    }
    case 'fixed':
      return readFixed(value, path);
    case 'syncWord':
    case 'lengthPrefix':
      return readCounted(kind, value, path);
    case 'delimited':
      return readDelimited(value, path);
    case 'justFloat':
    case 'indexFloat': {
      const r = new SettingReader(value, path, ['kind', 'names']);
      return r.has('names') ? { kind, names: r.list('names', 1024, readName) } : { kind };
    }
    case 'min':
    case 'serialTransfer':
      return {
        kind,
        frames: readIdFrames(new SettingReader(value, path, ['kind', 'frames', 'fields'])),
      };
    case 'script':
      return readScript(value, path);
    default:
      return readText(kind, value, path);
  }
}

const SCRIPT = /\.[cm]?[jt]s$/;

function readScript(value: object, path: string): WireFormat {
  const r = new SettingReader(value, path, ['kind', 'path', 'frames', 'timeLimitMs']);
  const file = r.text('path', 1, 1024);
  if (!SCRIPT.test(file)) {
    throw r.wrong('path', t('a JavaScript or TypeScript file'));
  }
  return {
    kind: 'script',
    path: file,
    frames: r.choice('frames', ['lines', 'zero', 'chunks'], 'lines'),
    timeLimitMs: r.integer('timeLimitMs', 10, 60_000, 1000),
  };
}

function readText(kind: LineKind, value: object, path: string): WireFormat {
  const keys = kind === 'teleplot' ? ['kind', 'time', 'udp'] : ['kind', 'time'];
  const r = new SettingReader(value, path, keys);
  const time = r.has('time') ? { time: readTime(r.raw('time'), r.at('time')) } : {};
  const udp = kind === 'teleplot' && r.flag('udp', false);
  // The header of a CSV stream is known only where it was sent: a name would be none later on.
  if ((kind === 'csv' || kind === 'fireWater') && typeof time.time?.channel === 'string') {
    const place = t('the place of the number in a row, from 1');
    throw new SettingReader(r.raw('time'), r.at('time'), ['channel', 'unit', 'wrap']).wrong(
      'channel',
      place,
    );
  }
  return udp ? { kind, ...time, udp } : { kind, ...time };
}

function readTime(value: unknown, path: string): TextTime {
  const r = new SettingReader(value, path, ['channel', 'unit', 'wrap']);
  const channel = r.raw('channel');
  return {
    channel:
      typeof channel === 'number' ? r.integer('channel', 1, 1024) : r.text('channel', 1, 128),
    unit: r.choice('unit', ['s', 'ms', 'us', 'ns']),
    ...(r.has('wrap') ? { wrap: r.number('wrap', 1, 2 ** 64) } : {}),
  };
}

function readFixed(value: object, path: string): WireFormat {
  const r = new SettingReader(value, path, [...COUNTED_KEYS, 'bytes']);
  const fields = readFields(r, 'fields', true);
  const size = bytesOfFields(fields);
  const bytes = r.integer('bytes', 1, 65_536, size);
  if (bytes !== size) {
    throw new SettingError(
      t(
        '{0} is {1}, the fields take {2}. Leave it out, or add fields with {3}.',
        r.at('bytes'),
        bytes,
        size,
        '"role": "padding"',
      ),
    );
  }
  const length = { kind: 'fixed', bytes } as const;
  return { kind: 'fixed', frame: countedFrame(r, length, false), fields };
}

function readCounted(kind: 'syncWord' | 'lengthPrefix', value: object, path: string): WireFormat {
  const r = new SettingReader(value, path, [...COUNTED_KEYS, 'length']);
  const fields = readFields(r, 'fields', true);
  const isFixed = kind === 'syncWord' && !r.has('length');
  const fixed: FrameLength = { kind: 'fixed', bytes: bytesOfFields(fields) };
  return { kind, frame: countedFrame(r, isFixed ? fixed : 'field', kind === 'syncWord'), fields };
}

function countedFrame(
  r: SettingReader,
  fixed: FrameLength | 'field',
  needsSync: boolean,
): CountedFrame {
  const sync = readBytes(r, 'sync', needsSync);
  const tail = readBytes(r, 'tail', false);
  const checksum = checksumOf(r);
  if (fixed !== 'field') {
    return { sync, headerBytes: r.integer('headerBytes', 0, 64, 0), length: fixed, checksum, tail };
  }
  const l = new SettingReader(r.raw('length'), r.at('length'), [
    'at',
    'type',
    'order',
    'counts',
    'adds',
  ]);
  const type = l.choice('type', ['u8', 'u16', 'u32']);
  const size = type === 'u8' ? 1 : type === 'u16' ? 2 : 4;
  const at = l.integer('at', 0, 60, 0);
  const headerBytes = r.integer('headerBytes', at + size, 64, at + size);
  const check = checksum === null ? 0 : Math.ceil(checksum.width / 8);
  const behind = headerBytes - at - size + check + tail.length;
  const counted = {
    payload: 0,
    payloadAndChecksum: -check,
    rest: -behind,
    frame: -(sync.length + at + size + behind),
  }[l.choice('counts', ['payload', 'payloadAndChecksum', 'rest', 'frame'], 'payload')];
  const adds = l.integer('adds', -1024, 1024, counted);
  const order = l.choice('order', ['little', 'big'], 'little');
  return { sync, headerBytes, length: { kind: 'field', at, type, order, adds }, checksum, tail };
}

function readDelimited(value: object, path: string): WireFormat {
  const r = new SettingReader(value, path, [
    'kind',
    'start',
    'end',
    'checksum',
    'checksumPlace',
    'payload',
    'encoding',
    'fields',
  ]);
  const start = r.has('start') || r.has('end') ? readBytes(r, 'start', false) : [0x2f, 0x2a];
  const end = r.has('start') || r.has('end') ? readBytes(r, 'end', false) : [0x2a, 0x2f];
  if (start.length === 0 && end.length === 0) {
    throw new SettingError(
      t('{0} has neither a start nor an end. Give one of them, or both.', path),
    );
  }
  const places = ['afterEnd', 'beforeEnd'] as const;
  const frame = {
    start,
    end,
    checksum: checksumOf(r),
    checksumPlace: r.choice('checksumPlace', places, 'afterEnd'),
  };
  if (r.has('fields')) {
    return {
      kind: 'delimited',
      frame,
      payload: { kind: 'fields', fields: readFields(r, 'fields', true) },
    };
  }
  const format = r.choice('payload', LINE_KINDS, 'csv');
  const encoding = r.choice('encoding', ['plain', 'hex', 'base64'], 'plain');
  return { kind: 'delimited', frame, payload: { kind: 'text', format, encoding } };
}

function checksumOf(r: SettingReader): Checksum | null {
  return readChecksum(r.raw('checksum'), r.at('checksum'));
}

function readName(value: unknown, path: string): string {
  if (typeof value === 'string' && value.length > 0 && value.length <= 64) return value;
  throw new SettingError(t('{0} must be text of {1} to {2} characters.', path, 1, 64));
}

function shown(value: unknown): string {
  return value === undefined ? t('missing') : JSON.stringify(value).slice(0, 40);
}
