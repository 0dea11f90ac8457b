import assert from 'node:assert/strict';
import type { DebugChange } from '../../../src/debugFacts';
import { SessionTraffic } from '../../../src/debugger/sessionTraffic';

/** One session whose clock goes by 1 ms with each message. */
class Wire {
  readonly changes: DebugChange[] = [];
  readonly traffic: SessionTraffic;
  private nowMs = 0;
  private seq = 0;

  constructor() {
    this.traffic = new SessionTraffic(
      () => this.nowMs,
      (change) => this.changes.push(change),
    );
  }

  get acts(): readonly string[] {
    return this.changes.map(({ act }) => act);
  }

  request(command: string, args: unknown = {}): number {
    this.nowMs++;
    const seq = ++this.seq;
    this.traffic.toAdapter({ type: 'request', seq, command, arguments: args });
    return seq;
  }

  answer(seq: number, body: unknown = {}, success = true): void {
    this.nowMs++;
    this.traffic.fromAdapter({ type: 'response', request_seq: seq, success, body });
  }

  ask(command: string, args: unknown = {}, body: unknown = {}): void {
    this.answer(this.request(command, args), body);
  }

  event(event: string, body: unknown = {}): void {
    this.nowMs++;
    this.traffic.fromAdapter({ type: 'event', event, body });
  }
}

const FRAMES = {
  stackFrames: [
    { id: 1, name: 'enter_error', line: 114, source: { path: '/fw/main.c' } },
    { id: 2, name: 'main', line: 219, source: { path: '/fw/main.c' } },
  ],
};

function attached(): Wire {
  const wire = new Wire();
  wire.ask('attach');
  return wire;
}

describe('SessionTraffic', () => {
  it('tells launch from attach, when the adapter has answered', () => {
    const wire = new Wire();
    const seq = wire.request('launch');
    assert.deepEqual(wire.changes, []);
    wire.answer(seq);
    assert.deepEqual(wire.changes, [{ act: 'launched', timeMs: 2 }]);
    assert.deepEqual(attached().acts, ['attached']);
  });

  it('knows a session as starting until it is configured, or its target shows a sign of life', () => {
    const starting = (supportsConfigurationDoneRequest: boolean) => {
      const wire = new Wire();
      wire.ask('initialize', {}, { supportsConfigurationDoneRequest });
      assert.ok(wire.traffic.isStarting);
      wire.ask('attach');
      return wire;
    };
    assert.ok(!starting(false).traffic.isStarting, 'there is nothing to wait for');
    const configured = starting(true);
    assert.ok(configured.traffic.isStarting);
    const seq = configured.request('configurationDone');
    assert.ok(configured.traffic.isStarting);
    configured.answer(seq);
    assert.ok(!configured.traffic.isStarting);
    assert.deepEqual(configured.acts, ['attached']);
    const running = starting(true);
    running.event('continued', { threadId: 1 });
    assert.ok(!running.traffic.isStarting);
    const halted = starting(true);
    halted.event('stopped', { reason: 'entry', threadId: 1 });
    halted.event('continued', { threadId: 1 });
    assert.ok(!halted.traffic.isStarting);
  });

  it('has the start before a stop that overtakes its answer', () => {
    const wire = new Wire();
    const seq = wire.request('launch');
    wire.event('stopped', { reason: 'entry', threadId: 1 });
    wire.answer(seq);
    assert.deepEqual(wire.acts, ['launched', 'halted']);
  });

  it('tells a stop with the reason in the words of the adapter, once', () => {
    const wire = attached();
    wire.event('stopped', { reason: 'SIGINT', threadId: 1, allThreadsStopped: true });
    wire.event('stopped', { reason: 'SIGINT', threadId: 2 });
    assert.deepEqual(wire.changes.slice(1), [{ act: 'halted', timeMs: 3, reason: 'SIGINT' }]);
  });

  it('tells an exception by its text', () => {
    const wire = attached();
    wire.event('stopped', { reason: 'exception', text: 'HardFault', threadId: 1 });
    assert.deepEqual(wire.changes.at(-1), { act: 'exception', timeMs: 3, reason: 'HardFault' });
  });

  it('reads the place off the stack trace that VS Code asks for, once a stop', () => {
    const wire = attached();
    wire.ask('stackTrace', { threadId: 1 }, FRAMES);
    assert.deepEqual(wire.acts, ['attached'], 'it does not halt');
    wire.event('stopped', { reason: 'breakpoint', threadId: 1 });
    wire.ask('stackTrace', { threadId: 2 }, { stackFrames: [{ name: 'idle', line: 3 }] });
    wire.ask('stackTrace', { threadId: 1, startFrame: 1 }, { stackFrames: [{ name: 'x' }] });
    wire.ask('stackTrace', { threadId: 1, startFrame: 0, levels: 1 }, FRAMES);
    wire.ask('stackTrace', { threadId: 1 }, { stackFrames: [{ name: 'other', line: 9 }] });
    const place = { path: '/fw/main.c', line: 114, function: 'enter_error' };
    assert.deepEqual(wire.changes.slice(2), [{ act: 'placed', place }]);
  });

  it('tells continue and step once, though adapters answer and send an event', () => {
    const wire = attached();
    wire.event('continued', { threadId: 1 });
    assert.deepEqual(wire.acts, ['attached'], 'it ran already');
    wire.event('stopped', { reason: 'breakpoint', threadId: 1 });
    wire.ask('continue', { threadId: 1 });
    wire.event('continued', { threadId: 1 });
    wire.event('stopped', { reason: 'breakpoint', threadId: 1 });
    wire.ask('next', { threadId: 1 });
    wire.event('stopped', { reason: 'step', threadId: 1 });
    const step = wire.request('stepIn', { threadId: 1 });
    wire.event('continued', { threadId: 1 });
    wire.answer(step);
    wire.event('stopped', { reason: 'step', threadId: 1 });
    wire.answer(wire.request('stepOut', { threadId: 1 }), {}, false);
    wire.event('continued', { threadId: 1 });
    const acts = ['attached', 'halted', 'continued', 'halted', 'stepped', 'halted'];
    acts.push('stepped', 'halted', 'continued');
    assert.deepEqual(wire.acts, acts);
  });

  it('does not take a refused request for done', () => {
    const wire = attached();
    wire.event('stopped', { reason: 'breakpoint', threadId: 1 });
    wire.answer(wire.request('continue'), {}, false);
    wire.answer(wire.request('restart'), {}, false);
    assert.deepEqual(wire.acts, ['attached', 'halted']);
  });

  it('knows a reset however it is asked for', () => {
    const wire = attached();
    wire.ask('restart');
    wire.ask('cdt-gdb-adapter/customReset');
    wire.ask('reset-device');
    wire.ask('evaluate', { expression: '>monitor reset halt', context: 'repl' });
    wire.ask('evaluate', { expression: 'mon system_reset', context: 'repl' });
    wire.ask('evaluate', { expression: 'reset_count', context: 'hover' });
    wire.ask('setBreakpoints');
    assert.deepEqual(wire.acts, ['attached', 'reset', 'reset', 'reset', 'reset', 'reset']);
  });

  it('ends once, however often it is told, and is silent afterwards', () => {
    const wire = attached();
    wire.event('terminated');
    wire.event('exited');
    wire.ask('disconnect');
    wire.traffic.ended();
    wire.event('stopped', { reason: 'pause', threadId: 1 });
    assert.deepEqual(wire.acts, ['attached', 'ended']);
  });

  it('says nothing of a session that never started', () => {
    const wire = new Wire();
    wire.answer(wire.request('launch'), {}, false);
    wire.traffic.ended();
    assert.deepEqual(wire.acts, []);
  });

  it('knows the threads, the one that halted first', () => {
    const wire = attached();
    wire.ask('threads', {}, { threads: [{ id: 1 }, { id: 2 }, { name: 'no id' }, null] });
    assert.deepEqual(wire.traffic.threads, [1, 2]);
    wire.event('stopped', { reason: 'pause', threadId: 2 });
    assert.deepEqual(wire.traffic.threads, [2, 1]);
  });

  it('survives whatever an adapter sends, and answers that never come', () => {
    const wire = attached();
    for (const nonsense of [undefined, null, 7, 'stopped', [], { type: 'event' }, { type: 'x' }]) {
      wire.traffic.fromAdapter(nonsense);
      wire.traffic.toAdapter(nonsense);
    }
    for (let i = 0; i < 1000; i++) wire.request('threads');
    wire.event('stopped', undefined);
    wire.ask('stackTrace', {}, { stackFrames: 'none' });
    assert.deepEqual(wire.changes.at(-1), { act: 'halted', timeMs: 1003, reason: '' });
  });
});
