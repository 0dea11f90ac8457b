import { hasIds, type SchemaDraft, type SchemaKind } from '../../src/schemaDraft';
import type { SchemaField } from '../../src/wireFormat';

/** The fields of a draft: one list, or one for each id that has fields of its own beside that of all others. */
export class FieldLists {
  private others: SchemaField[] = [];
  private readonly own = new Map<number, SchemaField[]>();
  private chosenId: number | undefined;

  /** Takes the fields of a draft; `id` is the list that is worked on. */
  load({ fields, frames = [] }: SchemaDraft, id: number | undefined): void {
    this.others = [...fields];
    this.own.clear();
    for (const frame of frames) this.own.set(frame.id, [...frame.fields]);
    this.choose(id);
  }

  /** The list that is worked on: it may be changed. */
  get fields(): SchemaField[] {
    const own = this.chosenId === undefined ? undefined : this.own.get(this.chosenId);
    return own ?? this.others;
  }

  /** Whose fields they are; undefined = those of all ids that have none of their own. */
  get id(): number | undefined {
    return this.chosenId;
  }

  /** The ids that have fields of their own, in ascending order. */
  get ids(): number[] {
    return [...this.own.keys()].sort((a, b) => a - b);
  }

  /** The names of all fields: those of one name are one channel, whatever their ids. */
  get names(): ReadonlySet<string> {
    return new Set([this.others, ...this.own.values()].flat().map(({ name }) => name));
  }

  /** Works on the fields of an id; of all others where it has none of its own. */
  choose(id: number | undefined): void {
    this.chosenId = id !== undefined && this.own.has(id) ? id : undefined;
  }

  /** Gives an id fields of its own, none yet, and works on them. */
  add(id: number): void {
    if (!this.own.has(id)) this.own.set(id, []);
    this.chosenId = id;
  }

  /** Takes an id its own fields. */
  remove(id: number): void {
    this.own.delete(id);
    if (this.chosenId === id) this.chosenId = undefined;
  }

  /** Gives the fields that are worked on to another id; false where that has some already. */
  rename(to: number): boolean {
    const { chosenId } = this;
    if (chosenId === undefined || this.own.has(to)) return false;
    this.own.set(to, this.fields);
    this.own.delete(chosenId);
    this.chosenId = to;
    return true;
  }

  /** All of them, as far as a format of this kind has use for them. */
  read(kind: SchemaKind): Pick<SchemaDraft, 'fields' | 'frames'> {
    const { others: fields, ids } = this;
    if (!hasIds(kind) || ids.length === 0) return { fields };
    return { frames: ids.map((id) => ({ id, fields: this.own.get(id) ?? [] })), fields };
  }
}
