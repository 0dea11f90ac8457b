import assert from 'node:assert/strict';
import { openSimulator } from '../../../../src/transport/source/simulator';
import type { SourceLink } from '../../../../src/transport/source/link';
import type { DeviceFault } from '../../../../src/model';
import type { SimulatorOptions } from '../../../../src/transport/transport';

/** Time that moves only when told. */
class HandClock {
  /** What it costs to look at the clock: stands for a machine that works. */
  costMs = 0;
  private now = 1000;
  private due: { atMs: number; call: () => void } | undefined;

  nowMs = (): number => (this.now += this.costMs);

  after = (delayMs: number, call: () => void): (() => void) => {
    const entry = { atMs: this.now + delayMs, call };
    this.due = entry;
    return () => {
      if (this.due === entry) this.due = undefined;
    };
  };

  get idle(): boolean {
    return this.due === undefined;
  }

  /** Moves on; a timer that falls due is `lateMs` late. */
  advance(byMs: number, lateMs = 0): void {
    const end = this.now + byMs;
    while (this.due !== undefined && this.due.atMs <= end) {
      const { atMs, call } = this.due;
      this.due = undefined;
      this.now = Math.max(this.now, atMs + lateMs);
      call();
    }
    this.now = Math.max(this.now, end);
  }
}

interface Bench {
  readonly clock: HandClock;
  readonly link: SourceLink;
  readonly events: string[];
  readonly times: number[];
  readonly text: () => string;
}

function bench(change: Partial<SimulatorOptions>, fault: DeviceFault = { kind: 'none' }): Bench {
  const clock = new HandClock();
  const chunks: Uint8Array[] = [];
  const events: string[] = [];
  const times: number[] = [];
  const counter = {
    name: 'n',
    unit: '',
    wave: 'counter',
    amplitude: 0,
    offset: 0,
    periodS: 1,
  } as const;
  const options: SimulatorOptions = {
    ...{ seed: 1, rateHz: 100, channels: [counter], format: 'keyValue', autoStart: true },
    ...change,
  };
  const listener = {
    onData: (timeMs: number, bytes: Uint8Array): void => {
      times.push(timeMs);
      chunks.push(bytes);
    },
    onLost: (reason: string): void => void events.push(`lost: ${reason}`),
    onFatal: (reason: string): void => void events.push(`fatal: ${reason}`),
    onNote: (note: string): void => void events.push(note),
    onInjected: (count: number): void => void events.push(`injected ${count}`),
  };
  const link = openSimulator(options, fault, listener, clock);
  return { clock, link, events, times, text: () => Buffer.concat(chunks).toString() };
}

const lines = (text: string): string[] => text.split('\n').slice(0, -1);

describe('simulator', () => {
  it('keeps its rate, however late the timers are', () => {
    for (const rateHz of [1, 7, 100, 1000, 20_000]) {
      for (const lateMs of [0, 3, 17]) {
        const { clock, text } = bench({ rateHz });
        clock.advance(10_000, lateMs);
        const frames = lines(text()).length;
        const missing = 10 * rateHz - frames;
        assert.ok(
          Math.abs(missing) <= 1 + (rateHz * (lateMs + 5)) / 1000,
          `${rateHz} Hz: ${frames}`,
        );
        assert.equal(lines(text()).at(-1), `n:${frames - 1}`);
      }
    }
  });

  it('sends nothing before the call that opened it has returned', () => {
    const { clock, text } = bench({});
    assert.equal(text(), '');
    clock.advance(0);
    assert.equal(text(), 'n:0\n');
  });

  it('skips what a machine that stood still has missed, and says so once', () => {
    const { clock, text, events } = bench({ rateHz: 1_000_000 });
    clock.costMs = 0.5;
    clock.advance(60_000, 30_000);
    assert.equal(events.length, 1);
    assert.match(events[0], /fell behind/);
    assert.ok(text().length < 20_000_000);
  });

  it('takes several commands in one read, and one command in several', async () => {
    const { clock, link, text } = bench({ autoStart: false });
    await link.write(Buffer.from('GET_STATUS\nSTART\nST'));
    assert.equal(text(), 'STATUS: Idle, Seq=0\nOK: Measuring\n');
    await link.write(Buffer.from('OP'));
    await link.write(Buffer.from('\n\n\r\n'));
    assert.deepEqual(lines(text()).slice(2), [
      'OK: Idle',
      'ERROR: Empty command',
      'ERROR: Empty command',
    ]);
    clock.advance(1000);
    assert.equal(lines(text()).length, 5);
  });

  it('answers an endless command once, when it ends', async () => {
    const { link, text } = bench({ autoStart: false });
    for (let i = 0; i < 100; i++) await link.write(Buffer.alloc(10_000, 'A'));
    assert.equal(text(), '');
    await link.write(Buffer.from('\nGET_STATUS\n'));
    assert.deepEqual(lines(text()), ['ERROR: Unknown command', 'STATUS: Idle, Seq=0']);
  });

  it('goes at the rate that SET_RATE asks for', async () => {
    const { clock, link, text } = bench({ rateHz: 1000 });
    await link.write(Buffer.from('SET_RATE=100\n'));
    clock.advance(1000);
    assert.equal(lines(text()).length, 1 + 10);
  });

  it('stops, starts again and goes on counting', async () => {
    const { clock, link, text } = bench({});
    clock.advance(95);
    await link.write(Buffer.from('STOP\n'));
    assert.ok(clock.idle);
    clock.advance(5000);
    await link.write(Buffer.from('START\n'));
    clock.advance(0);
    assert.deepEqual(lines(text()).slice(-3), ['OK: Idle', 'OK: Measuring', 'n:10']);
  });

  it('reports SafeState as fatal, behind the line that says so', () => {
    const { clock, text, events } = bench({}, { kind: 'faultAfterSamples', samples: 3 });
    clock.advance(1000);
    assert.deepEqual(lines(text()), ['n:0', 'n:1', 'n:2', 'EVT:SafeState']);
    assert.equal(events.length, 1);
    assert.match(events[0], /^fatal: the simulated fault/);
    assert.ok(clock.idle);
  });

  it('is silent after close', async () => {
    const { clock, link, text } = bench({});
    await link.close();
    clock.advance(1000);
    await link.write(Buffer.from('GET_STATUS\n'));
    assert.equal(text(), '');
    assert.ok(clock.idle);
  });

  it('says how many of its frames it has damaged, before it sends them', () => {
    const fault = { kind: 'communicationFailure', probability: 1 } as const;
    const { clock, events } = bench({ rateHz: 10 }, fault);
    clock.advance(250);
    assert.deepEqual(events, ['injected 1', 'injected 1', 'injected 1']);
  });
});
