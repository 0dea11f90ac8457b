import { t } from '@vscode/l10n';
import { SettingError } from '../settingReader';
import { hasIds, SCHEMA_KINDS, type DraftProblem, type SchemaDraft } from '../schemaDraft';
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

type RawDraft = Partial<Record<keyof SchemaDraft, unknown>>;

/**
 * Checks a draft part by part, so that each mistake is known with its place. The draft may be anything. The fields that
 * are worked on are those of frames with `id`, where given, and else of all ids that have none of their own.
 */
export function checkDraft(draft: unknown, id: number | null = null): CheckedDraft {
  const raw: RawDraft = typeof draft === 'object' && draft !== null ? draft : {};
  const { checksum } = raw;
  const kind = SCHEMA_KINDS.find((one) => one === raw.kind);
  const path = kind ?? 'format';
  const lists = kind !== undefined && hasIds(kind) ? listsOf(raw) : [];
  const own = id === null ? undefined : lists.find((one) => one.id === id);
  const list = own === undefined ? entriesOf(raw.fields) : own.fields;
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
    return asFormat(readFormat(standIn(raw, isSound), path));
  });
  if (problems.length === 0) attempt('fields', () => checkOthers(lists, own?.id));
  const whole = withoutEmpty(raw, lists);
  const format =
    problems.length > 0 ? undefined : attempt('fields', () => asFormat(readFormat(whole, path)));
  const wrongAt = read.indexOf(undefined);
  const fields = read.slice(0, wrongAt < 0 ? read.length : wrongAt).filter((f) => f !== undefined);
  const readable =
    framing === undefined ? undefined : withFields(framing, fields, own === undefined ? null : id);
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

interface IdList {
  readonly id: unknown;
  readonly fields: readonly unknown[];
}

function listsOf({ frames }: RawDraft): IdList[] {
  return entriesOf(frames).map((entry) => {
    const { id, fields } = (entry ?? {}) as { readonly id?: unknown; readonly fields?: unknown };
    return { id, fields: entriesOf(fields) };
  });
}

function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The framing with fields that nothing is wrong with. */
function standIn(raw: RawDraft, isSound: boolean): object {
  const fields = [STAND_IN];
  return {
    ...raw,
    fields,
    ...(raw.frames === undefined ? {} : { frames: listsOf(raw).map(({ id }) => ({ id, fields })) }),
    ...(isSound ? {} : { checksum: 'none' }),
  };
}

/** What is wrong with the fields of ids that are not worked on is said with their id. */
function checkOthers(lists: readonly IdList[], own: unknown): void {
  for (const { id, fields } of lists) {
    if (id === own) continue;
    try {
      if (fields.length === 0) throw new SettingError(t('It has no field yet.'));
      fields.forEach((field, i) => readField(field, `fields[${String(i)}]`));
    } catch (error) {
      if (!(error instanceof SettingError)) throw error;
      throw new SettingError(t('Id {0}: {1}', String(id), error.message));
    }
  }
}

/** Where ids have fields of their own, all others need none. */
function withoutEmpty(raw: RawDraft, lists: readonly IdList[]): object {
  const { fields, ...rest } = raw;
  return lists.length > 0 && entriesOf(fields).length === 0 ? rest : raw;
}

function asFormat(setting: ReturnType<typeof readFormat>): WireFormat {
  if (setting.kind === 'auto') throw new SettingError('auto');
  return setting;
}
