import * as vscode from 'vscode';
import { deviceNamedBy, deviceOf, type SessionKind } from '../../debugger/belongsTo';
import { fieldsOf, topPlaceOf } from '../../debugger/dapMessage';
import { DebuggedSession } from '../../debugger/debuggedSession';
import type { PausableSession } from '../../debugger/pause';
import type { SampledSession } from '../../debugger/sampledSession';
import type { SessionTraffic } from '../../debugger/sessionTraffic';
import { SessionWindow } from '../../debugger/sessionWindow';
import type { DebugChange, SeenBy, SourcePlace } from '../../debugFacts';
import type { Device } from '../../device/device';
import type { Devices } from '../../device/devices';
import { listen } from '../../listen';
import type { NowMs } from '../../model';
import { Disposables } from '../disposables';
import type { Focus } from '../focus';

/** A session that holds a device's target, and where. */
export interface HaltedSession {
  readonly device: Device;
  readonly timeMs: number;
  readonly place: SourcePlace;
}

/** One debug session of this window. */
interface Session {
  readonly session: vscode.DebugSession;
  readonly debugged: DebuggedSession<Device>;
  /** Set where only the window tells of it. */
  readonly window: SessionWindow | undefined;
  /** Set where we see its traffic. */
  readonly traffic: SessionTraffic | undefined;
}

/**
 * The debug sessions of the window, each telling its device what it does: read off the adapter's traffic where its adapter
 * runs beside us; otherwise, and for sessions under way when we came, from what VS Code tells of any session.
 */
export class DebugSessions {
  private readonly owned = new Disposables();
  private readonly sessions = new Map<string, Session>();
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly devices: Devices,
    private readonly focus: Focus,
    private readonly nowMs: NowMs,
  ) {
    const { debug } = vscode;
    this.owned.add(
      debug.registerDebugAdapterTrackerFactory('*', {
        createDebugAdapterTracker: (session) => this.track(session),
      }),
    );
    this.owned.add(
      debug.onDidStartDebugSession((session) => {
        if (!this.sessions.has(session.id)) this.watch(session, false);
      }),
    );
    this.owned.add(
      debug.onDidTerminateDebugSession((session) => {
        const known = this.sessions.get(session.id);
        if (known?.window !== undefined) known.window.ended();
        else known?.debugged.apply({ act: 'ended', timeMs: nowMs() });
        this.sessions.delete(session.id);
        this.changed();
      }),
    );
    this.owned.add(debug.onDidChangeActiveStackItem((item) => this.showStack(item)));
    const { activeDebugSession, activeStackItem } = debug;
    if (activeDebugSession !== undefined) {
      this.watch(activeDebugSession, true);
      this.showStack(activeStackItem);
    }
  }

  /** Those that debug a device and can be paused, in the order in which they began. */
  of(device: Device): readonly PausableSession[] {
    return this.working.filter(({ debugged }) => debugged.device === device).map(pausable);
  }

  /** See `SampledSessions.find`. */
  find(wanted: string): SampledSession | undefined {
    const found = this.working.find(({ session }) => {
      const { name, type } = kindOf(session);
      return wanted === '*' || wanted === name || wanted === type;
    });
    return found === undefined ? undefined : sampled(found);
  }

  /** Those that hold a device's target at a known place. */
  get halted(): readonly HaltedSession[] {
    return [...this.sessions.values()].flatMap(({ debugged }) => {
      const { device, haltedAt } = debugged;
      return device === undefined || haltedAt === undefined ? [] : [{ device, ...haltedAt }];
    });
  }

  /** Called whenever a session begins, ends, halts or runs. */
  onChange(listener: () => void): () => void {
    return listen(this.listeners, listener);
  }

  dispose(): void {
    this.owned.dispose();
    this.listeners.clear();
    this.sessions.clear();
  }

  /** Those that are not over and have a target: a parent only starts its children, js-debug's has no threads of its own. */
  private get working(): readonly Session[] {
    const all = [...this.sessions.values()];
    const parents = new Set(all.map(({ session }) => session.parentSession?.id));
    return all.filter(
      ({ session, debugged }) => !parents.has(session.id) && debugged.state !== 'ended',
    );
  }

  /** VS Code waits for it before it starts the adapter. */
  private async track(session: vscode.DebugSession): Promise<vscode.DebugAdapterTracker> {
    const { SessionTraffic } = await import('../../debugger/sessionTraffic');
    const debugged = this.debugged(session, 'adapter');
    const traffic = new SessionTraffic(this.nowMs, (change) => this.apply(debugged, change));
    this.sessions.set(session.id, { session, debugged, window: undefined, traffic });
    return {
      onWillReceiveMessage: (message: unknown) => {
        traffic.toAdapter(message);
      },
      onDidSendMessage: (message: unknown) => {
        traffic.fromAdapter(message);
      },
      onWillStopSession: () => {
        traffic.ended();
      },
      onExit: () => {
        traffic.ended();
      },
    };
  }

  private watch(session: vscode.DebugSession, wasRunning: boolean): void {
    const debugged = this.debugged(session, 'window');
    const report = (change: DebugChange) => this.apply(debugged, change);
    const window = new SessionWindow(this.nowMs, report, wasRunning);
    this.sessions.set(session.id, { session, debugged, window, traffic: undefined });
  }

  private showStack(item: vscode.DebugThread | vscode.DebugStackFrame | undefined): void {
    const session = item?.session ?? vscode.debug.activeDebugSession;
    const known = session === undefined ? undefined : this.sessions.get(session.id)?.window;
    if (session === undefined || known === undefined) return;
    if (!(item instanceof vscode.DebugStackFrame)) {
      known.runningShown();
      return;
    }
    known.frameShown(undefined);
    const { threadId } = item;
    session.customRequest('stackTrace', { threadId, startFrame: 0, levels: 1 }).then(
      (body: unknown) => {
        const place = topPlaceOf(fieldsOf(body));
        if (place !== undefined && vscode.debug.activeStackItem === item) known.frameShown(place);
      },
      // It has gone on meanwhile: the halt stays without a place.
      () => undefined,
    );
  }

  private debugged(session: vscode.DebugSession, seenBy: SeenBy): DebuggedSession<Device> {
    const { id, name } = session;
    const kind = kindOf(session);
    const find = (former: Device | undefined) => {
      const { all } = this.devices;
      if (former !== undefined && all.includes(former)) return former;
      return deviceOf(kind, all, this.focus.device);
    };
    return new DebuggedSession({ id, name, seenBy }, find);
  }

  private apply(debugged: DebuggedSession<Device>, change: DebugChange): void {
    debugged.apply(change);
    this.changed();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

function firstOf(session: vscode.DebugSession): vscode.DebugSession {
  return session.parentSession === undefined ? session : firstOf(session.parentSession);
}

/** A child, as js-debug has them, is named anew: what was configured is its first parent. */
function kindOf(session: vscode.DebugSession): SessionKind {
  const { configuration, name, type } = firstOf(session);
  return { name: configuration.name || name, type, device: deviceNamedBy(configuration) };
}

function sampled({ session, debugged, traffic }: Session): SampledSession {
  return {
    id: session.id,
    name: session.name,
    get haltedMs() {
      return debugged.haltedMs;
    },
    get threadId() {
      return traffic?.threads.at(0);
    },
    get readsMemory() {
      return traffic?.readsMemory ?? false;
    },
    request: (command, parameters) => session.customRequest(command, parameters),
  };
}

function pausable({ session, debugged, traffic }: Session): PausableSession {
  return {
    name: session.name,
    get state() {
      const { state } = debugged;
      return state === 'running' && traffic?.isStarting === true ? 'starting' : state;
    },
    get threads() {
      return traffic?.threads ?? [];
    },
    request: (command, parameters) => session.customRequest(command, parameters),
    onHalt: (listener) => debugged.onHalt(listener),
  };
}
