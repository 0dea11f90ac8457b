import type { DebugChange, SourcePlace } from '../debugFacts';
import type { NowMs } from '../model';
import {
  readDapMessage,
  textOf,
  threadIdsOf,
  topPlaceOf,
  type DapMessage,
  type Fields,
} from './dapMessage';

type Request = Extract<DapMessage, { type: 'request' }>;

/** Requests whose answer we wait for, at most: an adapter may never answer. */
const MAX_PENDING = 256;
const STEPS = ['next', 'stepIn', 'stepOut', 'stepBack'];
const RUNS = ['continue', 'reverseContinue'];
const OTHERS = [
  'initialize',
  'configurationDone',
  'launch',
  'attach',
  'restart',
  'stackTrace',
  'threads',
  'disconnect',
  'terminate',
];
/** `monitor reset` and its like, typed into the debug console. */
const RESET_EXPRESSION = /^\s*(?:>|-exec)?\s*mon(?:itor)?\s+(?:system_)?reset\b/i;
/** Adapters have requests of their own for it: `reset-device`, `cdt-gdb-adapter/customReset`. */
const RESET_COMMAND = /reset/i;

/**
 * Reads off the traffic of one debug adapter what it does to its target. Each change once, in the order in which it
 * became known, at the time at which the message passed.
 */
export class SessionTraffic {
  private readonly pending = new Map<number, Request>();
  private begins: 'launched' | 'attached' | undefined;
  private state: 'starting' | 'running' | 'halted' | 'ended' = 'starting';
  private haltedThread: number | undefined;
  private isPlaced = false;
  private steps = false;
  private knownThreads: readonly number[] = [];
  private reads = false;
  /** VS Code will say when it has set breakpoints and all; until then many adapters keep the target halted. */
  private configures = false;

  constructor(
    private readonly nowMs: NowMs,
    private readonly onChange: (change: DebugChange) => void,
  ) {}

  /** As the adapter named them last: the one that halted first. */
  get threads(): readonly number[] {
    const { haltedThread, knownThreads } = this;
    if (haltedThread === undefined) return knownThreads;
    return [haltedThread, ...knownThreads.filter((id) => id !== haltedThread)];
  }

  /** Its target does not run yet, though its adapter may have answered. */
  get isStarting(): boolean {
    return this.state === 'starting' || (this.state === 'running' && this.configures);
  }

  /** The adapter says that it can read memory. */
  get readsMemory(): boolean {
    return this.reads;
  }

  /** Something is on its way to the adapter. */
  toAdapter(message: unknown): void {
    const request = readDapMessage(message);
    if (request?.type !== 'request' || !concerns(request)) return;
    if (request.command === 'launch') this.begins = 'launched';
    if (request.command === 'attach') this.begins = 'attached';
    if (STEPS.includes(request.command)) this.steps = true;
    this.pending.set(request.seq, request);
    const [oldest] = this.pending.keys();
    if (this.pending.size > MAX_PENDING) this.pending.delete(oldest);
  }

  /** Something has come from the adapter. */
  fromAdapter(message: unknown): void {
    const known = readDapMessage(message);
    if (known?.type === 'event') this.event(known.event, known.body);
    if (known?.type !== 'response') return;
    const request = this.pending.get(known.requestSeq);
    this.pending.delete(known.requestSeq);
    if (request !== undefined && STEPS.includes(request.command) && !known.success)
      this.steps = false;
    if (request !== undefined && known.success) this.answered(request, known.body);
  }

  /** The session is over; also when the adapter never says so. */
  ended(): void {
    if (this.state === 'ended') return;
    const wasStarted = this.state !== 'starting';
    this.state = 'ended';
    this.pending.clear();
    if (wasStarted) this.onChange({ act: 'ended', timeMs: this.nowMs() });
  }

  private event(name: string, body: Fields): void {
    switch (name) {
      case 'stopped':
        this.stopped(body);
        return;
      case 'continued':
        // Adapters that step say `continued` before they answer.
        this.run(this.steps ? 'stepped' : 'continued');
        return;
      case 'terminated':
      case 'exited':
        this.ended();
    }
  }

  private answered(request: Request, body: Fields): void {
    const { command } = request;
    if (RUNS.includes(command)) this.run('continued');
    else if (STEPS.includes(command)) this.run('stepped');
    else if (command === 'launch' || command === 'attach') this.begin();
    else if (command === 'stackTrace') this.traced(request.arguments, topPlaceOf(body));
    else if (command === 'initialize') this.initialized(body);
    else if (command === 'configurationDone') this.configures = false;
    else if (command === 'threads') this.knownThreads = threadIdsOf(body);
    else if (command === 'disconnect' || command === 'terminate') this.ended();
    else if (this.state !== 'ended') this.onChange({ act: 'reset', timeMs: this.nowMs() });
  }

  private initialized(body: Fields): void {
    this.reads = body.supportsReadMemoryRequest === true;
    this.configures = body.supportsConfigurationDoneRequest === true;
  }

  /** Once, before whatever else happens: an adapter may halt its target before it answers `launch`. */
  private begin(): void {
    if (this.state !== 'starting') return;
    this.state = 'running';
    this.onChange({ act: this.begins ?? 'attached', timeMs: this.nowMs() });
  }

  private stopped(body: Fields): void {
    if (this.state === 'ended') return;
    this.configures = false;
    this.begin();
    // A second thread that stops changes nothing: the target has halted.
    if (this.state === 'halted') return;
    this.state = 'halted';
    this.isPlaced = false;
    this.steps = false;
    this.haltedThread = typeof body.threadId === 'number' ? body.threadId : undefined;
    const reason = textOf(body.reason);
    const isException = reason === 'exception';
    const said = textOf(body.text) || textOf(body.description);
    this.onChange({
      act: isException ? 'exception' : 'halted',
      timeMs: this.nowMs(),
      reason: isException && said !== '' ? said : reason,
    });
  }

  private run(act: 'continued' | 'stepped'): void {
    if (this.state === 'ended') return;
    this.configures = false;
    this.begin();
    // Adapters answer `continue` and send an event as well.
    if (this.state !== 'halted') return;
    this.state = 'running';
    this.onChange({ act, timeMs: this.nowMs() });
  }

  private traced({ threadId, startFrame }: Fields, place: SourcePlace | undefined): void {
    if (this.state !== 'halted' || this.isPlaced || place === undefined) return;
    const isTop = startFrame === undefined || startFrame === 0;
    const isHere = this.haltedThread === undefined || threadId === this.haltedThread;
    if (!isTop || !isHere) return;
    this.isPlaced = true;
    this.onChange({ act: 'placed', place });
  }
}

function concerns({ command, arguments: args }: Request): boolean {
  if (command === 'evaluate') return RESET_EXPRESSION.test(textOf(args.expression));
  const isKnown = [STEPS, RUNS, OTHERS].some((list) => list.includes(command));
  return isKnown || RESET_COMMAND.test(command);
}
