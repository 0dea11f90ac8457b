import { detect } from '../decode/detect';
import { FORMAT_KINDS, parseFormat, type FormatSetting } from '../decode/parseFormat';
import type { Detection, WireFormat } from '../wireFormat';

/** A format, or a message that says what is wrong and what would be right. */
export type ChosenFormat =
  | { readonly ok: true; readonly format: FormatSetting }
  | { readonly ok: false; readonly message: string };

/** What a schema file may add to a format that was detected. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * The format that the options ask for. `name` is a kind in any spelling (`just-float`), an object as settings have
 * it, or the file of a decoder script; `schema` is the contents of a schema file: a format, its options, or a list of fields.
 */
export function chooseFormat(name: string | undefined, schema: unknown): ChosenFormat {
  const options = schemaOf(schema);
  if (options === undefined) {
    return { ok: false, message: 'The schema must be a JSON object, or a list of fields.' };
  }
  const named = name === undefined ? undefined : settingOf(name);
  if (named === undefined) {
    if (typeof options.kind === 'string') return parseFormat(options, 'schema');
    return { ok: true, format: { kind: 'auto' } };
  }
  if (typeof named === 'string' && Object.keys(options).length === 0) {
    return parseFormat(named, '--format');
  }
  const own = typeof named === 'string' ? { kind: named } : named;
  return parseFormat({ ...options, ...own }, '--format');
}

/** Detects over the first bytes; what `schema` says holds in place of what was guessed. */
export function detectFormat(head: Uint8Array, schema: unknown): Detection | { message: string } {
  const found = detect(head);
  const options = schemaOf(schema) ?? {};
  if (found.kind === 'unsure' || Object.keys(options).length === 0) return found;
  const { fields, ...rest } = options;
  const setting = fields === undefined ? rest : { ...rest, fields };
  const parsed = parseFormat({ kind: found.format.kind, ...setting }, 'schema');
  if (!parsed.ok) return { message: parsed.message };
  return parsed.format.kind === 'auto'
    ? found
    : { ...found, format: merged(found.format, parsed.format) };
}

/** The framing that was found, with the fields that were given. */
function merged(found: WireFormat, given: WireFormat): WireFormat {
  if ('frame' in found && 'fields' in found && 'fields' in given)
    return { ...found, fields: given.fields };
  if (found.kind === 'slip' && given.kind === 'slip') return { ...found, fields: given.fields };
  if (found.kind === 'cobs' && given.kind === 'cobs') return { ...found, fields: given.fields };
  return given;
}

function schemaOf(schema: unknown): Schema | undefined {
  if (schema === undefined) return {};
  if (Array.isArray(schema)) return { fields: schema };
  return typeof schema === 'object' && schema !== null ? (schema as Schema) : undefined;
}

function settingOf(name: string): string | Schema {
  if (name.trimStart().startsWith('{')) {
    try {
      return JSON.parse(name) as Schema;
    } catch {
      // no JSON: the parser says what a format may be
      return name;
    }
  }
  if (/\.[cm]?[jt]s$/.test(name)) return { kind: 'script', path: name };
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return ['auto', ...FORMAT_KINDS].find((kind) => plain(kind) === plain(name)) ?? name;
}
