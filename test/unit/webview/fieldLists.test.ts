import assert from 'node:assert/strict';
import type { SchemaField } from '../../../src/wireFormat';
import { FieldLists } from '../../../webview/schema/fieldLists';

const field = (name: string): SchemaField => ({ name, type: 'u8' });

describe('FieldLists', () => {
  const draft = {
    kind: 'min',
    frames: [
      { id: 9, fields: [field('a')] },
      { id: 3, fields: [field('b')] },
    ],
    fields: [field('c')],
  } as const;

  it('gives back what it was given, ids in ascending order', () => {
    const lists = new FieldLists();
    lists.load(draft, 9);
    assert.deepEqual([lists.id, lists.fields], [9, [field('a')]]);
    const { fields, frames } = lists.read('min');
    assert.deepEqual(frames, [draft.frames[1], draft.frames[0]]);
    assert.deepEqual(fields, draft.fields);
    assert.deepEqual(lists.read('cobs'), { fields: draft.fields });
    assert.deepEqual(lists.names, new Set(['a', 'b', 'c']));
  });

  it('works on the fields of all others where an id has none of its own', () => {
    const lists = new FieldLists();
    lists.load(draft, 77);
    assert.equal(lists.id, undefined);
    lists.fields.push(field('d'));
    assert.deepEqual(lists.read('cobs').fields, [field('c'), field('d')]);
    assert.deepEqual(draft.fields, [field('c')]);
  });

  it('adds, renames and removes an id', () => {
    const lists = new FieldLists();
    lists.load(draft, undefined);
    assert.equal(lists.rename(1), false);
    lists.add(5);
    lists.fields.push(field('e'));
    assert.equal(lists.rename(9), false);
    assert.equal(lists.rename(6), true);
    assert.deepEqual(lists.ids, [3, 6, 9]);
    assert.deepEqual(lists.fields, [field('e')]);
    lists.add(9);
    assert.deepEqual(lists.fields, [field('a')]);
    lists.remove(9);
    assert.deepEqual([lists.id, lists.ids], [undefined, [3, 6]]);
    lists.remove(3);
    lists.remove(6);
    assert.deepEqual(lists.read('min'), { fields: draft.fields });
  });
});
