import { t } from '@vscode/l10n';
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
    throw new SettingError(t('{0} must name at least one field.', r.at(key)));
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
      t('{0} has id {1} twice. Give each id one entry.', r.at('frames'), String(twice.id)),
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
    throw new SettingError(
      t('{0} has {1} twice. Give each channel a name of its own.', path, `"${twice}"`),
    );
  }
  if (fields.filter(({ role }) => role === 'time').length > 1) {
    throw new SettingError(
      t('{0} has two fields with the role {1}. A frame has one time.', path, '"time"'),
    );
  }
  const channels = fields.reduce((n, { count = 1, bits }) => n + count * (bits?.length ?? 1), 0);
  if (channels > MAX_CHANNELS) {
    throw new SettingError(
      t('{0} makes {1} channels. At most {2} are kept.', path, channels, MAX_CHANNELS),
    );
  }
}

/** Reads one field of a schema. Throws a SettingError. */
export function readField(value: unknown, path: string): SchemaField {
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
      t(
        '{0} needs an integer of at most 32 bits without a role; this is {1}.',
        r.at('bits'),
        role ?? type,
      ),
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
      t('{0} reaches to bit {1}. The field has bits 0 to {2}.', path, at + width - 1, bits - 1),
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
    throw new SettingError(t('{0} needs {1} beside it.', r.at('timeUnit'), '"role": "time"'));
  }
  if (r.has('wrap') && role !== 'time' && role !== 'sequence') {
    const roles = '"role": "time", "sequence"';
    throw new SettingError(t('{0} needs {1} beside it.', r.at('wrap'), roles));
  }
  if (role === 'time' && scale <= 0) {
    throw new SettingError(
      t('{0} is {1}. Time goes on: give a number above 0.', r.at('scale'), scale),
    );
  }
  if (role === 'sequence' && (scale !== 1 || r.has('offset'))) {
    throw new SettingError(
      t('{0} and offset change the count of a sequence: leave them out.', r.at('scale')),
    );
  }
  return {
    ...(role === 'time' ? { timeUnit: r.choice('timeUnit', ['s', 'ms', 'us', 'ns'], 'ms') } : {}),
    ...(r.has('wrap') ? { wrap: r.number('wrap', 1, 2 ** 64) } : {}),
  };
}

function readLabels(value: unknown, path: string): Labels {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const example = '{ "0": "Idle", "1": "Run" }';
    throw new SettingError(t('{0} must be an object: {1}.', path, example));
  }
  const entries = Object.entries(value as Record<string, unknown>);
  for (const [key, label] of entries) {
    if (!/^-?\d{1,15}$/.test(key) || typeof label !== 'string' || label.length > 64) {
      throw new SettingError(
        t(
          '{0} has {1}. A whole number in quotes must have a text of at most {2} characters.',
          path,
          `${JSON.stringify(key)}: ${JSON.stringify(label)}`,
          64,
        ),
      );
    }
  }
  if (entries.length > MAX_LABELS) {
    throw new SettingError(t('{0} has more than {1} labels.', path, MAX_LABELS));
  }
  return value as Labels;
}
