import { CHECKSUM_PRESETS } from '../frame/checksumPresets';
import type { Checksum, CountedFrame, SchemaField, WireFormat } from '../wireFormat';

/** A format as it stands in settings: what `parseFormat` makes the same format of. */
export type FormatValue = string | Readonly<Record<string, unknown>>;

/** Writes a format the way a user would: the name alone where that says it all, and no defaults. */
export function writeFormat(format: WireFormat): FormatValue {
  const written = { kind: format.kind, ...optionsOf(format) };
  return Object.keys(written).length === 1 && isNameEnough(format) ? format.kind : written;
}

function isNameEnough({ kind }: WireFormat): boolean {
  return kind !== 'delimited';
}

function optionsOf(format: WireFormat): Record<string, unknown> {
  switch (format.kind) {
    case 'cobs': {
      const { checksum } = format;
      const own = checksum === undefined ? {} : { checksum: writeChecksum(checksum) };
      return { fields: format.fields.map(writeField), ...own };
    }
    case 'slip':
      return { fields: format.fields.map(writeField), ...checksumOf(format.checksum) };
    case 'fixed':
    case 'syncWord':
    case 'lengthPrefix':
      return { ...writeCounted(format.frame), fields: format.fields.map(writeField) };
    case 'delimited':
      return writeDelimited(format);
    case 'justFloat':
    case 'indexFloat':
      return format.names === undefined ? {} : { names: format.names };
    case 'min':
    case 'serialTransfer':
      return writeIdFrames(format.frames);
    case 'script': {
      const { path, frames, timeLimitMs } = format;
      const usual = frames === 'lines' ? {} : { frames };
      return { path, ...usual, ...(timeLimitMs === 1000 ? {} : { timeLimitMs }) };
    }
    case 'teleplot': {
      const time = format.time === undefined ? {} : { time: format.time };
      return format.udp === true ? { ...time, udp: true } : time;
    }
    default:
      return format.time === undefined ? {} : { time: format.time };
  }
}

function writeCounted({ sync, headerBytes, length, checksum, tail }: CountedFrame): object {
  const { kind: _, ...field } = length;
  return {
    ...(sync.length === 0 ? {} : { sync: writeBytes(sync) }),
    ...(headerBytes === 0 ? {} : { headerBytes }),
    ...(length.kind === 'fixed' ? {} : { length: field }),
    ...checksumOf(checksum),
    ...(tail.length === 0 ? {} : { tail: writeBytes(tail) }),
  };
}

function writeDelimited({
  frame: { start, end, checksum, checksumPlace },
  payload,
}: Extract<WireFormat, { kind: 'delimited' }>): Record<string, unknown> {
  const { kind: _, ...body } =
    payload.kind === 'fields'
      ? { kind: payload.kind, fields: payload.fields.map(writeField) }
      : { kind: payload.kind, payload: payload.format, encoding: payload.encoding };
  return {
    start: writeBytes(start),
    end: writeBytes(end),
    ...checksumOf(checksum),
    ...(checksumPlace === 'beforeEnd' ? { checksumPlace } : {}),
    ...body,
  };
}

function writeIdFrames(
  frames: readonly { readonly id: number | null; readonly fields: readonly SchemaField[] }[],
): Record<string, unknown> {
  const named = frames.filter(({ id }) => id !== null);
  const others = frames.find(({ id }) => id === null);
  return {
    ...(named.length === 0
      ? {}
      : { frames: named.map(({ id, fields }) => ({ id, fields: fields.map(writeField) })) }),
    ...(others === undefined ? {} : { fields: others.fields.map(writeField) }),
  };
}

/** A field as it stands in settings, without what is as usual. */
export function writeField(field: SchemaField): Record<string, unknown> {
  const { bits, ...rest } = field;
  return {
    ...withoutDefaults(rest),
    ...(bits === undefined ? {} : { bits: bits.map(withoutDefaults) }),
  };
}

const DEFAULTS: Readonly<Record<string, unknown>> = {
  unit: '',
  scale: 1,
  offset: 0,
  signed: false,
};

function withoutDefaults(part: object): Record<string, unknown> {
  const entries = Object.entries(part) as [string, unknown][];
  return Object.fromEntries(
    entries.filter(([key, value]) => value !== undefined && DEFAULTS[key] !== value),
  );
}

function checksumOf(checksum: Checksum | null): { checksum?: unknown } {
  return checksum === null ? {} : { checksum: writeChecksum(checksum) };
}

/** `none`, a preset's name, or all parameters. */
export function writeChecksum(checksum: Checksum | null): unknown {
  if (checksum === null) return 'none';
  const text = JSON.stringify(sorted(checksum));
  const presets = Object.entries(CHECKSUM_PRESETS);
  const preset = presets.find(([, one]) => JSON.stringify(sorted(one)) === text);
  if (preset !== undefined) return preset[0];
  const { order, covers } = checksum;
  const near = presets.find(
    ([, one]) => JSON.stringify(sorted({ ...one, order, covers })) === text,
  );
  return near === undefined ? checksum : { preset: near[0], order, covers };
}

function sorted(checksum: Checksum): [string, unknown][] {
  return Object.entries(checksum).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Text where it can be read, else hexadecimal. */
function writeBytes(bytes: readonly number[]): string {
  if (bytes.every((c) => c > 32 && c < 127) && !(bytes[0] === 48 && bytes[1] === 120)) {
    return String.fromCharCode(...bytes);
  }
  if (bytes.length === 0) return '';
  const hex = bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'));
  return `0x${hex.join(' ')}`;
}
