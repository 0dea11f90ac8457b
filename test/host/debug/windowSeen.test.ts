import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { DebugChange, DebugSessionName } from '../../../src/debugFacts';
import type { Device } from '../../../src/device/device';
import type { Devices } from '../../../src/device/devices';
import { DebugSessions } from '../../../src/vscode/debug/debugSessions';
import type { Focus } from '../../../src/vscode/focus';
import { until } from '../support';
import { DebuggedBoard, SESSION_NAME } from './debuggedBoard';
import { endSessions } from './endSessions';

const RUNS_MS = 1500;

/** What a device of its own is told. */
class Listener {
  readonly heard: { readonly session: DebugSessionName; readonly change: DebugChange }[] = [];
  readonly profile = { id: 'listener', name: 'Listener' };

  debugged(session: DebugSessionName, change: DebugChange): void {
    this.heard.push({ session, change });
  }

  get acts(): readonly string[] {
    return this.heard.map(({ change }) => change.act);
  }
}

/** The sessions as an extension sees them that comes now; `elsewhere`: their adapters run beside another. */
function arrive(elsewhere: boolean) {
  const listener = new Listener();
  const device = listener as unknown as Device;
  const { debug } = vscode;
  const { registerDebugAdapterTrackerFactory } = debug;
  if (elsewhere) {
    const none = {
      registerDebugAdapterTrackerFactory: () => new vscode.Disposable(() => undefined),
    };
    Object.assign(debug, none);
  }
  try {
    const all = { all: [device] } as unknown as Devices;
    const focus = { device } as unknown as Focus;
    return { listener, sessions: new DebugSessions(all, focus, () => performance.now()) };
  } finally {
    Object.assign(debug, { registerDebugAdapterTrackerFactory });
  }
}

describe('debug sessions whose adapter we do not hear', function () {
  this.timeout(120_000);
  let target: DebuggedBoard;

  before(async () => {
    target = new DebuggedBoard();
    await target.connect();
  });
  afterEach(() => endSessions());
  after(() => target.dispose());

  /** A target that has just been let run may miss a pause. */
  const attach = async () => {
    await target.attach();
    await sleep(RUNS_MS);
  };

  /** Halts, continues and ends it; all of that is seen, and that the window has told it. */
  async function follow({ acts, heard }: Listener, begin: string): Promise<void> {
    assert.deepEqual(acts, [begin]);
    await target.request('pause');
    const place = () =>
      heard.flatMap(({ change }) => (change.act === 'placed' ? [change.place] : [])).at(-1);
    await until('the place of the halt is known', () => place() !== undefined);
    assert.match(place()?.path ?? '', /firmware\/\w+\.c$/);
    assert.ok((place()?.line ?? 0) > 1);
    await target.request('continue');
    await until('it runs', () => heard.at(-1)?.change.act === 'continued');
    await endSessions();
    await until('it has ended', () => heard.at(-1)?.change.act === 'ended');
    const others = heard.map(({ change }) => change.act).filter((act) => act !== 'placed');
    assert.deepEqual(others, [begin, 'halted', 'continued', 'ended']);
    for (const { session } of heard) {
      assert.deepEqual([session.name, session.seenBy], [SESSION_NAME, 'window']);
    }
  }

  it('are told by the window where they were under way when we came', async () => {
    await attach();
    const { listener, sessions } = arrive(false);
    try {
      await follow(listener, 'running');
    } finally {
      sessions.dispose();
    }
  });

  it('are told as halted where they were halted when we came', async () => {
    await attach();
    await target.request('pause');
    await until('it shows where', () => vscode.debug.activeStackItem !== undefined);
    await until('that is a frame', () => {
      return vscode.debug.activeStackItem instanceof vscode.DebugStackFrame;
    });
    const { listener, sessions } = arrive(false);
    try {
      await until('the place is known', () => listener.acts.includes('placed'));
      assert.deepEqual(listener.acts, ['running', 'halted', 'placed']);
      await endSessions();
    } finally {
      sessions.dispose();
    }
  });

  it('are told by the window from their start where the adapter runs elsewhere', async () => {
    const { listener, sessions } = arrive(true);
    try {
      await attach();
      await until('it has begun', () => listener.acts.length > 0);
      const [paused] = sessions.of(listener as unknown as Device);
      assert.equal(paused.name, SESSION_NAME, 'telemetry breakpoints can pause it');
      await follow(listener, 'launched');
    } finally {
      sessions.dispose();
    }
  });
});
