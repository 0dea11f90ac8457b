import assert from 'node:assert/strict';
import { children, openFiles, resourceCounts, threads } from './resources';
import { extension, startedSimulator, until } from './support';

/** What VS Code itself opens and closes at any time. */
const OF_THE_HOST =
  /^(Timeout|Immediate|FSReq|FSEvent|Close|GetAddr|TickInfo|ShutdownWrap|WriteWrap)/;

// Suites are loaded before the first of them runs: this is the host before we were ever awake.
const before = { pids: children(), resources: ours(), files: openFiles(), threads: threads() };

function ours(): Record<string, number> {
  return Object.fromEntries(
    [...resourceCounts()].filter(([kind]) => !OF_THE_HOST.test(kind)).sort(),
  );
}

describe('dispose (the last suite: nothing of ours works after it)', () => {
  it('leaves no process, thread, file or handle behind', async () => {
    const api = await extension().activate();
    await startedSimulator();
    await until('a picture', () => api.lastDrawn?.nonBlank === true);
    assert.ok(children().length > before.pids.length, 'a source process runs');
    await api.dispose();
    await api.dispose();
    await until('no child', () => children().length === before.pids.length).catch(() => undefined);
    assert.deepEqual(children(), before.pids);
    const same = () => JSON.stringify(ours()) === JSON.stringify(before.resources);
    await until('the same resources', same).catch(() => undefined);
    assert.deepEqual(ours(), before.resources);
    if (Number.isNaN(before.threads)) return;
    await until('the same threads', () => threads() <= before.threads).catch(() => undefined);
    assert.ok(threads() <= before.threads, `${threads()} threads, ${before.threads} before`);
    assert.ok(openFiles() <= before.files, `${openFiles()} files, ${before.files} before`);
  });
});
