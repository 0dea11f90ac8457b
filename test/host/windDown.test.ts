import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { openFiles, resourceCounts, sourcePids, threads } from './resources';
import { extension, startedSimulator, until } from './support';

/** What VS Code itself begins and ends at any time. */
const OF_THE_HOST = /^(Timeout|Immediate|FSReq|FSEvent|Close|GetAddr|TickInfo|Shutdown|Write)/;

/** How many there are of each: resources of Node, open files, threads. */
function left(): Record<string, number> {
  const ours = [...resourceCounts()].filter(([kind]) => !OF_THE_HOST.test(kind)).sort();
  return { ...Object.fromEntries(ours), ...openFiles(), threads: threads() };
}

/** What there is more of than before; VS Code may have ended something of its own meanwhile. */
function surplus(): Record<string, number> {
  const more = Object.entries(left()).filter(([kind, count]) => count > (untouched[kind] ?? 0));
  return Object.fromEntries(more);
}

let untouched: Record<string, number>;

// A root hook: it runs before the first suite, when we have never been awake. VS Code's own JSON server
// would start at any time after it, so it is started now, and the host is left to settle.
before(async function () {
  this.timeout(30_000);
  assert.equal(extension().isActive, false);
  await vscode.extensions.getExtension('vscode.json-language-features')?.activate();
  const changedAgain = async () => {
    const then = JSON.stringify(left());
    await sleep(1500);
    return JSON.stringify(left()) !== then;
  };
  await until('the host is at rest', async () => !(await changedAgain()), 25_000);
  untouched = left();
});

describe('dispose (the last suite: nothing of ours works after it)', () => {
  it('leaves no process, thread, file or handle behind', async () => {
    const api = await extension().activate();
    const sequence = api.lastDrawn?.sequence ?? 0;
    await startedSimulator();
    await until('a picture', () => (api.lastDrawn?.sequence ?? 0) !== sequence);
    const pids = sourcePids();
    assert.equal(pids.length, process.platform === 'win32' ? 0 : 1);
    assert.notDeepEqual(surplus(), {});
    await api.dispose();
    await api.dispose();
    await until('the source process is gone', () => sourcePids(pids).length === 0);
    // A thread's end and a socket's are told a moment later; the difference is what we want to read.
    const none = () => Object.keys(surplus()).length === 0;
    await until('nothing is left', none).catch(() => undefined);
    assert.deepEqual(surplus(), {});
  });
});
