import { SettingError } from '../settingReader';
import { SCHEMA_KINDS, type DraftProblem, type SchemaDraft } from '../schemaDraft';
import type { SchemaField, WireFormat } from '../wireFormat';
import { readChecksum } from './parseChecksum';
import { readField } from './parseFields';
import { readFormat } from './parseFormat';
import { withFields } from './withFields';
import { writeFormat } from './writeFormat';

/** What is known of a draft. */
export interface CheckedDraft {
  /** The format that it is; undefined while something is wrong. */
  readonly format: WireFormat | undefined;
  /** Its framing with the fields up to the first that is wrong; undefined while the framing is wrong. */
  readonly readable: WireFormat | undefined;
  /** The fields of `readable`. */
  readonly fields: readonly SchemaField[];
  readonly problems: readonly DraftProblem[];
}

/** A field that any frame may have, where there is none yet. */
const STAND_IN = { name: 'value', type: 'u8' };

/** Checks a draft part by part, so that each mistake is known with its place. The draft may be anything. */
export function checkDraft(draft: unknown): CheckedDraft {
  const raw = typeof draft === 'object' && draft !== null ? draft : {};
  const { kind, checksum, fields: listed } = raw as Partial<Record<keyof SchemaDraft, unknown>>;
  const path = SCHEMA_KINDS.find((one) => one === kind) ?? 'format';
  const list: readonly unknown[] = Array.isArray(listed) ? listed : [];
  const problems: DraftProblem[] = [];
  const attempt = <T>(at: DraftProblem['at'], read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SettingError)) throw error;
      problems.push({ at, message: error.message });
      return undefined;
    }
  };
  attempt('checksum', () => readChecksum(checksum, `${path}.checksum`));
  const read = list.map((field, i) => attempt(i, () => readField(field, `fields[${String(i)}]`)));
  const isSound = problems.every(({ at }) => at !== 'checksum');
  const framing = attempt('framing', () => {
    const standIn = { ...raw, fields: [STAND_IN], ...(isSound ? {} : { checksum: 'none' }) };
    return asFormat(readFormat(standIn, path));
  });
  const format =
    problems.length > 0 ? undefined : attempt('fields', () => asFormat(readFormat(raw, path)));
  const wrongAt = read.indexOf(undefined);
  const fields = read.slice(0, wrongAt < 0 ? read.length : wrongAt).filter((f) => f !== undefined);
  const readable = framing === undefined ? undefined : withFields(framing, fields);
  return { format, readable, fields, problems };
}

/** A format as a draft; undefined where its frames hold no packed fields. */
export function draftOf(format: WireFormat): SchemaDraft | undefined {
  const isSchema = SCHEMA_KINDS.some((kind) => kind === format.kind);
  if (!isSchema || (format.kind === 'delimited' && format.payload.kind === 'text'))
    return undefined;
  const written = writeFormat(format);
  const draft = typeof written === 'string' ? { kind: written } : written;
  // Checked above: it is one of the kinds, and `writeFormat` writes the keys that settings have.
  return { fields: [], ...draft } as unknown as SchemaDraft;
}

function asFormat(setting: ReturnType<typeof readFormat>): WireFormat {
  if (setting.kind === 'auto') throw new SettingError('auto');
  return setting;
}
