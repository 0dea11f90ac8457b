import { SettingError, SettingReader } from '../settingReader';
import type { BitField, FieldType, IdFrame, Labels, SchemaField } from '../wireFormat';
import { TYPE_BYTES } from './numberTypes';

const FIELD_KEYS = [
  'name',
  'type',
  'unit',
  'scale',
  'offset',
  'order',
  'count',
  'bits',
  'labels',
  'role',
  'timeUnit',
  'wrap',
];
const TYPES = Object.keys(TYPE_BYTES) as FieldType[];
const MAX_FIELDS = 256;
const MAX_CHANNELS = 1024;
const MAX_LABELS = 256;

/** Bytes that the fields take. */
export function bytesOfFields(fields: readonly SchemaField[]): number {
  return fields.reduce((sum, { type, count = 1 }) => sum + TYPE_BYTES[type] * count, 0);
}

/** Reads a schema; `isNeeded` where a frame without fields would tell nothing. */
export function readFields(r: SettingReader, key: string, isNeeded: boolean): SchemaField[] {
  const fields = r.list(key, MAX_FIELDS, readField);
  if (fields.length === 0 && isNeeded) {
    throw new SettingError(`${r.at(key)} must name at least one field.`);
  }
  checkNames(fields, r.at(key));
  return fields;
}

/** Reads the frames of a format that gives each an id: `frames`, or `fields` for all ids. */
export function readIdFrames(r: SettingReader): IdFrame[] {
  const frames = r.list('frames', 64, (value, path): IdFrame => {
    const frame = new SettingReader(value, path, ['id', 'fields']);
    return { id: frame.integer('id', 0, 255), fields: readFields(frame, 'fields', true) };
  });
  const twice = frames.find(({ id }, i) => frames.findIndex((one) => one.id === id) < i);
  if (twice !== undefined) {
    throw new SettingError(
      `${r.at('frames')} has id ${String(twice.id)} twice. Give each id one entry.`,
    );
  }
  if (!r.has('fields')) return frames;
  return [...frames, { id: null, fields: readFields(r, 'fields', false) }];
}

function checkNames(fields: readonly SchemaField[], path: string): void {
  const names = fields
    .filter(({ role }) => role !== 'padding' && role !== 'time')
    .flatMap(({ name, bits }) => bits?.map((bit) => bit.name) ?? [name]);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    throw new SettingError(`${path} has "${twice}" twice. Give each channel a name of its own.`);
  }
  if (fields.filter(({ role }) => role === 'time').length > 1) {
    throw new SettingError(`${path} has two fields with the role "time". A frame has one time.`);
  }
  const channels = fields.reduce((n, { count = 1, bits }) => n + count * (bits?.length ?? 1), 0);
  if (channels > MAX_CHANNELS) {
    throw new SettingError(
      `${path} makes ${String(channels)} channels. At most ${String(MAX_CHANNELS)} are kept.`,
    );
  }
}

function readField(value: unknown, path: string): SchemaField {
  const r = new SettingReader(value, path, FIELD_KEYS);
  const role = r.has('role') ? r.choice('role', ['time', 'sequence', 'padding']) : undefined;
  const isPadding = role === 'padding';
  const name = r.text('name', isPadding ? 0 : 1, 64, isPadding ? '' : undefined);
  const type = r.choice('type', TYPES);
  const field = {
    name,
    type,
    unit: r.text('unit', 0, 16, ''),
    scale: r.number('scale', -1e12, 1e12, 1),
    offset: r.number('offset', -1e12, 1e12, 0),
    ...(r.has('order') ? { order: r.choice('order', ['little', 'big']) } : {}),
    ...(r.has('count') ? { count: r.integer('count', 1, MAX_CHANNELS) } : {}),
    ...(r.has('labels') ? { labels: readLabels(r.raw('labels'), r.at('labels')) } : {}),
    ...(role === undefined ? {} : { role }),
  };
  return { ...field, ...readBits(r, type, role), ...readClock(r, role, field.scale) };
}

function readBits(
  r: SettingReader,
  type: FieldType,
  role: SchemaField['role'],
): Pick<SchemaField, 'bits'> {
  if (!r.has('bits')) return {};
  if (type.startsWith('f') || TYPE_BYTES[type] > 4 || role !== undefined) {
    throw new SettingError(
      `${r.at('bits')} needs an integer of at most 32 bits without a role; this is ${role ?? type}.`,
    );
  }
  const width = TYPE_BYTES[type] * 8;
  return { bits: r.list('bits', 32, (value, path) => readBit(value, path, width)) };
}

function readBit(value: unknown, path: string, bits: number): BitField {
  const keys = ['name', 'at', 'width', 'signed', 'unit', 'scale', 'offset', 'labels'];
  const r = new SettingReader(value, path, keys);
  const at = r.integer('at', 0, bits - 1);
  const width = r.integer('width', 1, 32, 1);
  if (at + width > bits) {
    throw new SettingError(
      `${path} reaches to bit ${String(at + width - 1)}. The field has bits 0 to ${String(bits - 1)}.`,
    );
  }
  return {
    name: r.text('name', 1, 64),
    at,
    width,
    signed: r.flag('signed', false),
    unit: r.text('unit', 0, 16, ''),
    scale: r.number('scale', -1e12, 1e12, 1),
    offset: r.number('offset', -1e12, 1e12, 0),
    ...(r.has('labels') ? { labels: readLabels(r.raw('labels'), r.at('labels')) } : {}),
  };
}

function readClock(
  r: SettingReader,
  role: SchemaField['role'],
  scale: number,
): Pick<SchemaField, 'timeUnit' | 'wrap'> {
  if (r.has('timeUnit') && role !== 'time') {
    throw new SettingError(`${r.at('timeUnit')} needs "role": "time" beside it.`);
  }
  if (r.has('wrap') && role !== 'time' && role !== 'sequence') {
    throw new SettingError(`${r.at('wrap')} needs "role": "time" or "sequence" beside it.`);
  }
  if (role === 'time' && scale <= 0) {
    throw new SettingError(
      `${r.at('scale')} is ${String(scale)}. Time goes on: give a number above 0.`,
    );
  }
  if (role === 'sequence' && (scale !== 1 || r.has('offset'))) {
    throw new SettingError(
      `${r.at('scale')} and offset change the count of a sequence: leave them out.`,
    );
  }
  return {
    ...(role === 'time' ? { timeUnit: r.choice('timeUnit', ['s', 'ms', 'us', 'ns'], 'ms') } : {}),
    ...(r.has('wrap') ? { wrap: r.number('wrap', 1, 2 ** 64) } : {}),
  };
}

function readLabels(value: unknown, path: string): Labels {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SettingError(`${path} must be an object: { "0": "Idle", "1": "Run" }.`);
  }
  const entries = Object.entries(value as Record<string, unknown>);
  for (const [key, label] of entries) {
    if (!/^-?\d{1,15}$/.test(key) || typeof label !== 'string' || label.length > 64) {
      throw new SettingError(
        `${path} has ${JSON.stringify(key)}: ${JSON.stringify(label)}. A whole number in quotes must have ` +
          'a text of at most 64 characters.',
      );
    }
  }
  if (entries.length > MAX_LABELS) {
    throw new SettingError(`${path} has more than ${String(MAX_LABELS)} labels.`);
  }
  return value as Labels;
}
