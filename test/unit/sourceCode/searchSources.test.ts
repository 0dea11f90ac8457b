import assert from 'node:assert/strict';
import { searchSources, type SearchBounds } from '../../../src/sourceCode/searchSources';

const WANTED = { name: 'temp', identifiers: [], isBinary: false };
const BOUNDS: SearchBounds = { maxFileBytes: 1000, maxBytes: 1e6, maxMs: 1000 };
const LABEL = 'puts("temp:");\n';
const FORMAT = 'printf("temp:%d", t);\n';

function fileOf(name: string, text: string | undefined) {
  return { name, ending: 'c', read: () => Promise.resolve(text) };
}

describe('a search of sources', () => {
  const still = () => 0;
  const never = () => false;

  it('gives the surest first, then in the order of the files', async () => {
    const files = [fileOf('a', LABEL), fileOf('b', FORMAT), fileOf('c', FORMAT), fileOf('d', '')];
    const search = await searchSources(files, WANTED, never, still, BOUNDS);
    assert.deepEqual(
      search.found.map(({ file }) => file.name),
      ['b', 'c', 'a'],
    );
    assert.deepEqual([search.filesRead, search.filesSkipped, search.endedBy], [4, 0, undefined]);
  });

  it('counts what it could not read', async () => {
    const files = [fileOf('a', undefined), fileOf('b', FORMAT)];
    const search = await searchSources(files, WANTED, never, still, BOUNDS);
    assert.deepEqual([search.filesRead, search.filesSkipped], [1, 1]);
    assert.equal(search.found.length, 1);
  });

  it('ends when its time is over, at its bytes, or when it is cancelled, and says so', async () => {
    const files = [fileOf('a', FORMAT), fileOf('b', FORMAT), fileOf('c', FORMAT)];
    let ms = 0;
    const running = () => (ms += 600);
    const late = await searchSources(files, WANTED, never, running, BOUNDS);
    assert.deepEqual([late.filesRead, late.filesSkipped, late.endedBy], [1, 2, 'time']);
    const full = await searchSources(files, WANTED, never, still, { ...BOUNDS, maxBytes: 30 });
    assert.deepEqual([full.filesRead, full.filesSkipped, full.endedBy], [2, 1, 'bytes']);
    const cancelled = await searchSources(files, WANTED, () => true, still, BOUNDS);
    assert.deepEqual([cancelled.filesRead, cancelled.endedBy], [0, 'cancel']);
  });

  it('keeps the 200 surest of any number', async () => {
    const files = Array.from({ length: 20 }, () => fileOf('many', LABEL.repeat(50)));
    const search = await searchSources(
      [...files, fileOf('last', FORMAT)],
      WANTED,
      never,
      still,
      BOUNDS,
    );
    assert.equal(search.found.length, 200);
    assert.equal(search.found[0].file.name, 'last');
  });

  it('lets others at the thread between two files', async () => {
    let turns = 0;
    const tick = () => {
      turns++;
      if (turns < 1000) setImmediate(tick);
    };
    setImmediate(tick);
    const files = Array.from({ length: 50 }, () => fileOf('one', FORMAT));
    await searchSources(files, WANTED, never, still, BOUNDS);
    assert.ok(turns >= 49, String(turns));
    turns = 1000;
  });

  it('lets them within a large one too', async () => {
    let turns = 0;
    let ms = 0;
    const tick = () => {
      turns++;
      if (turns < 1000) setImmediate(tick);
    };
    setImmediate(tick);
    const running = () => (ms += 3);
    const bounds = { ...BOUNDS, maxMs: 1e6 };
    const search = await searchSources(
      [fileOf('large', 'int x = a + b;\n'.repeat(10_000) + FORMAT)],
      WANTED,
      never,
      running,
      bounds,
    );
    assert.equal(search.found.length, 1);
    assert.ok(turns > 20, String(turns));
    turns = 1000;
  });
});
