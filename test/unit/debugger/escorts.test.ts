import assert from 'node:assert/strict';
import { BOOT_MS, LAUNCH_MS, TAKE_BACK_MS } from '../../../src/debugger/escort';
import { Escorts, HOLD_MS } from '../../../src/debugger/escorts';
import type { Launch } from '../../../src/debugger/launchPlan';
import type { Device } from '../../../src/device/device';
import { DeviceBench } from '../device/bench';

const settled = () => new Promise((resolve) => setImmediate(resolve));

class Window {
  readonly bench = new DeviceBench({ commandSet: 'hub' });
  readonly device: Device = this.bench.device;
  readonly problems: string[] = [];
  readonly reads: string[] = [];
  isPreparing = false;
  readonly escorts = new Escorts<Device>({
    clock: this.bench.clock,
    devices: { all: [this.device] },
    focus: { device: this.device },
    isPreparing: () => this.isPreparing,
    onProblem: (message) => this.problems.push(message),
    onRead: (_, problem) => this.reads.push(problem === undefined ? 'fine' : String(problem.key)),
  });

  constructor(private readonly wish: unknown) {}

  get launch(): Launch {
    return { name: 'Debug board', type: 'cortex-debug', wish: this.wish };
  }

  get transport() {
    return this.bench.transport;
  }

  /** As it stands: state and link. */
  get now(): string {
    const { state, link, releasedFor } = this.device;
    return `${state} ${releasedFor === undefined ? link.kind : 'released'}`;
  }

  async begin(id = 's'): Promise<void> {
    await this.escorts.expect(this.launch);
    this.escorts.began(id, this.launch);
    await settled();
  }

  async end(id = 's'): Promise<void> {
    this.escorts.ended(id);
    await settled();
  }

  async after(ms: number): Promise<void> {
    this.bench.clock.advance(ms);
    await settled();
  }

  debugged(act: 'halted' | 'continued'): void {
    const session = { id: 's', name: 'Debug board', seenBy: 'adapter' } as const;
    const timeMs = this.bench.clock.nowMs();
    const change = act === 'halted' ? { act, timeMs, reason: 'entry' } : ({ act, timeMs } as const);
    this.device.debugged(session, change);
  }
}

describe('measuring with a debug session', () => {
  const window = () => new Window({ measure: true });

  it('connects and starts once the target runs, stops and disconnects after it', async () => {
    const w = window();
    await w.begin();
    assert.equal(w.now, 'idle closed', 'it boots');
    await w.after(BOOT_MS);
    assert.equal(w.now, 'measuring open');
    await w.end();
    assert.equal(w.now, 'idle closed');
    assert.deepEqual(w.transport.written, ['START\n', 'STOP\n']);
    assert.deepEqual(w.problems, []);
    assert.deepEqual([...new Set(w.reads)], ['fine']);
  });

  it('leaves a link open that was', async () => {
    const w = window();
    await w.device.connect();
    await w.begin();
    await w.after(BOOT_MS);
    await w.end();
    assert.equal(w.now, 'idle open');
  });

  it('waits for a target that is halted first', async () => {
    const w = window();
    await w.begin();
    w.debugged('halted');
    await w.after(60_000);
    assert.equal(w.now, 'idle closed');
    w.debugged('continued');
    await w.after(BOOT_MS);
    assert.equal(w.now, 'measuring open');
  });

  it('never starts where the session ends before', async () => {
    const w = window();
    await w.begin();
    await w.end();
    await w.after(60_000);
    assert.equal(w.now, 'idle closed');
    assert.deepEqual(w.transport.written, []);
  });

  it('does nothing to what the user measures already, or takes over', async () => {
    const w = window();
    await w.device.start();
    await w.begin();
    await w.after(BOOT_MS);
    await w.end();
    assert.equal(w.now, 'measuring open');
    await w.device.stop();
    await w.begin();
    await w.after(BOOT_MS);
    await w.device.stop();
    await w.device.start();
    await w.end();
    assert.equal(w.now, 'measuring open', "started by the user's own hand");
  });

  it('ends with the last of several sessions', async () => {
    const w = window();
    await w.begin('one');
    await w.begin('two');
    await w.after(BOOT_MS);
    await w.end('one');
    assert.equal(w.now, 'measuring open');
    await w.end('two');
    assert.equal(w.now, 'idle closed');
  });

  it('goes on through an error, and leaves SafeState to the user', async () => {
    const w = window();
    await w.begin();
    await w.after(BOOT_MS);
    w.transport.listener.onFatal('burnt');
    await w.end();
    assert.equal(w.now, 'safeState open');
    await w.begin();
    await w.after(BOOT_MS);
    assert.match(w.problems.join(), /SafeState/);
    await w.end();
    assert.equal(w.now, 'safeState open');
  });

  it('says once what is wrong with the launch configuration, and lets it be launched', async () => {
    const w = new Window({ measure: 'yes' });
    await w.begin();
    assert.equal(w.problems.length, 1);
    assert.deepEqual([...new Set(w.reads)], ['measure'], 'and which key');
    await w.after(BOOT_MS);
    assert.equal(w.now, 'idle closed');
  });
});

describe('the port before a debug session', () => {
  it('is free until the session has started', async () => {
    const w = new Window({ releasePort: 'untilStarted' });
    await w.device.start();
    await w.escorts.expect(w.launch);
    assert.equal(w.now, 'measuring released');
    w.escorts.began('s', w.launch);
    await settled();
    assert.equal(w.now, 'measuring open');
    await w.end();
    assert.equal(w.now, 'measuring open');
  });

  it('is free until the session has ended', async () => {
    const w = new Window({ releasePort: 'untilEnded' });
    await w.device.connect();
    await w.begin();
    await w.after(60_000);
    assert.equal(w.now, 'idle released');
    await w.end();
    assert.equal(w.now, 'idle open');
  });

  it('comes back, and then the measuring begins', async () => {
    const w = new Window({ measure: true, releasePort: 'untilStarted' });
    await w.device.connect();
    await w.begin();
    await w.after(BOOT_MS);
    assert.equal(w.now, 'measuring open');
    await w.end();
    assert.equal(w.now, 'idle open');
  });

  it('comes back where the launch came to nothing, but not while its tasks run', async () => {
    const w = new Window({ releasePort: 'untilEnded' });
    await w.device.start();
    w.isPreparing = true;
    await w.escorts.expect(w.launch);
    await w.after(LAUNCH_MS);
    assert.equal(w.now, 'measuring released');
    w.isPreparing = false;
    await w.after(LAUNCH_MS);
    assert.equal(w.now, 'measuring open');
    await w.begin();
    assert.equal(w.now, 'measuring released', 'and goes again where it was only slow');
    await w.end();
    assert.equal(w.now, 'measuring open');
  });

  it('is asked for again while a tool still holds it, for a while', async () => {
    const w = new Window({ releasePort: 'untilEnded' });
    await w.device.start();
    await w.begin();
    w.transport.refusal = 'busy';
    await w.end();
    for (let i = 0; i < 5; i++) await w.after(300);
    assert.equal(w.now, 'measuring released');
    w.transport.refusal = undefined;
    await w.after(300);
    assert.equal(w.now, 'measuring open');
    await w.begin();
    w.transport.refusal = 'busy';
    await w.end();
    for (let ms = 0; ms <= TAKE_BACK_MS; ms += 300) await w.after(300);
    assert.equal(w.now, 'idle closed');
    assert.match(w.problems.join(), /not back after debug session Debug board: busy/);
  });

  it('stays away where a session is restarted at once', async () => {
    const w = new Window({ releasePort: 'untilEnded' });
    await w.device.start();
    await w.begin();
    w.transport.refusal = 'busy';
    w.escorts.ended('s');
    await w.escorts.expect(w.launch);
    w.transport.refusal = undefined;
    await w.after(300);
    assert.equal(w.now, 'measuring released');
    w.escorts.began('s', w.launch);
    await w.end();
    assert.equal(w.now, 'measuring open');
  });

  it('holds no launch back for long', async () => {
    const w = new Window({ releasePort: 'untilEnded' });
    await w.device.connect();
    let letGo: (() => void) | undefined;
    w.transport.close = () => new Promise((resolve) => (letGo = resolve));
    let isHeld = true;
    void w.escorts.expect(w.launch).then(() => (isHeld = false));
    await settled();
    assert.ok(isHeld);
    await w.after(HOLD_MS);
    assert.ok(!isHeld);
    letGo?.();
  });
});
