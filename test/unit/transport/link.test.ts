import assert from 'node:assert/strict';
import { SourceTransport } from '../../../src/transport/link';
import type { SourceCommand } from '../../../src/transport/control';
import type { Source, SourceListener } from '../../../src/transport/sourceConnection';
import type { SourceOptions } from '../../../src/transport/transport';
import { serialOptions } from './serialOptions';

const serial: SourceOptions = { kind: 'serial', bufferBytes: 1000, serial: serialOptions('COM3') };
const simulator: SourceOptions = {
  kind: 'simulator',
  bufferBytes: 1000,
  simulator: { seed: 1, rateHz: 1, channels: [], format: 'csv', autoStart: true },
};
const timing = { firstRetryMs: 2, maxRetryMs: 8, openLimitMs: 40, closeLimitMs: 20, stableMs: 0 };

type OpenOutcome = 'ok' | 'silent' | Error;

/** Sources that do as the script says, and everything that was asked of them. */
class Script {
  readonly commands: SourceCommand[] = [];
  readonly listeners: SourceListener[] = [];
  readonly outcomes: OpenOutcome[] = [];
  ended = 0;

  get latest(): SourceListener {
    const listener = this.listeners.at(-1);
    assert.ok(listener, 'a source has been started');
    return listener;
  }

  readonly start = (listener: SourceListener): Source => {
    this.listeners.push(listener);
    let gone: (error: Error) => void = () => undefined;
    return {
      request: async (command, onOk) => {
        this.commands.push(command);
        const outcome = command.op === 'open' ? (this.outcomes.shift() ?? 'ok') : 'ok';
        if (outcome === 'silent') await new Promise((_, reject) => (gone = reject));
        // As in the real stream: an answer takes its time, and bytes follow in the same read.
        await Promise.resolve();
        if (outcome instanceof Error) throw outcome;
        onOk?.();
        if (command.op === 'open') listener.onChunk(1, Uint8Array.of(7));
        return [];
      },
      setFlowing: () => undefined,
      end: () => {
        this.ended += 1;
        gone(new Error('ended'));
        return Promise.resolve();
      },
    };
  };
}

interface Bench {
  readonly script: Script;
  readonly transport: SourceTransport;
  readonly log: string[];
}

async function bench(source = serial, outcomes: OpenOutcome[] = []): Promise<Bench> {
  const script = new Script();
  script.outcomes.push(...outcomes);
  const log: string[] = [];
  const transport = new SourceTransport(
    { sourcePath: '', inProcess: false, source, start: script.start, timing },
    {
      onChunk: (chunk) => log.push(`chunk ${chunk.bytes.join()}`),
      onLink: (state, lost) => {
        const reason = 'reason' in state ? ` ${state.reason}` : '';
        const attempt = state.kind === 'reconnecting' ? ` ${state.attempt}` : '';
        log.push(`${state.kind}${attempt}${reason}${lost ? ' LOST' : ''}`);
      },
      onDropped: (bytes, timeMs) => log.push(`dropped ${bytes} at ${timeMs}`),
      onFatal: (reason) => log.push(`fatal ${reason}`),
      onNote: (text) => log.push(`note ${text}`),
      onInjected: (count, timeMs) => log.push(`injected ${count} at ${timeMs}`),
    },
  );
  await transport.load();
  return { script, transport, log };
}

async function until(check: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !check(); i++) await new Promise((resolve) => setTimeout(resolve, 1));
  assert.ok(check(), check.toString());
}

describe('source transport', () => {
  it('opens, says so before the first byte, writes and closes', async () => {
    const { transport, log, script } = await bench();
    await transport.open();
    await transport.write(Uint8Array.of(1, 2, 255));
    await transport.close();
    assert.deepEqual(log, ['opening', 'open', 'chunk 7', 'closed']);
    assert.deepEqual(script.commands[1], { op: 'write', base64: 'AQL/' });
    assert.deepEqual(
      script.commands.map(({ op }) => op),
      ['open', 'write', 'close'],
    );
    assert.equal(script.ended, 1);
  });

  it('gives up when the first attempt fails, and can be opened again', async () => {
    const { transport, log, script } = await bench(serial, [new Error('COM3 is busy.')]);
    await assert.rejects(transport.open(), { message: 'COM3 is busy.' });
    assert.deepEqual(log, ['opening', 'closed COM3 is busy.']);
    assert.equal(script.ended, 1);
    await transport.open();
    assert.equal(log.at(-2), 'open');
    await transport.dispose();
  });

  it('says how long it has waited when a source does not answer', async () => {
    const { transport, script } = await bench(serial, ['silent']);
    await assert.rejects(transport.open(), /took longer/);
    assert.equal(script.ended, 1);
  });

  it('mends a break with the same source, and calls only the break itself a loss', async () => {
    const { transport, log, script } = await bench(serial, ['ok', new Error('no port'), 'ok']);
    await transport.open();
    script.latest.onEvent({ type: 'lost', reason: 'unplugged' });
    await until(() => log.filter((line) => line === 'open').length === 2);
    assert.deepEqual(log, [
      ...['opening', 'open', 'chunk 7'],
      ...['reconnecting 1 unplugged LOST', 'reconnecting 2 no port', 'open', 'chunk 7'],
    ]);
    assert.equal(script.listeners.length, 1);
    await transport.dispose();
  });

  it('replaces a source that crashed', async () => {
    const { transport, log, script } = await bench();
    await transport.open();
    script.latest.onEvent({ type: 'waiting', bytes: 300 });
    assert.equal(transport.waitingBytes, 300);
    script.latest.onExit('signal SIGSEGV');
    await until(() => script.listeners.length === 2 && log.at(-1) === 'chunk 7');
    assert.equal(transport.waitingBytes, 0);
    assert.match(log[3], /^note .*300 bytes/);
    assert.equal(log[4], 'reconnecting 1 signal SIGSEGV LOST');
    await transport.dispose();
  });

  it('tries for ever', async () => {
    const failures = Array.from({ length: 20 }, () => new Error('no port'));
    const { transport, log, script } = await bench(serial, ['ok', ...failures]);
    await transport.open();
    script.latest.onEvent({ type: 'lost', reason: 'unplugged' });
    await until(() => log.filter((line) => line === 'open').length === 2);
    assert.ok(log.includes('reconnecting 21 no port'));
    assert.equal(log.filter((line) => line.endsWith('LOST')).length, 1);
    await transport.dispose();
  });

  it('closes while it is opening', async () => {
    const { transport, log, script } = await bench(serial, ['silent']);
    const opening = transport.open();
    await until(() => script.commands.length === 1);
    await Promise.all([assert.rejects(opening, /closed before/), transport.close()]);
    assert.deepEqual(log, ['opening', 'closed']);
    assert.equal(script.ended, 1);
  });

  it('closes while it is reconnecting, and is silent from there on', async () => {
    for (const outcome of ['silent', new Error('no port')] as const) {
      const { transport, log, script } = await bench(serial, ['ok', outcome, outcome]);
      await transport.open();
      script.latest.onEvent({ type: 'lost', reason: 'unplugged' });
      await until(() => script.commands.filter(({ op }) => op === 'open').length === 2);
      await transport.close();
      const seen = log.length;
      assert.equal(log.at(-1), 'closed');
      await new Promise((resolve) => setTimeout(resolve, 30));
      assert.equal(log.length, seen);
    }
  });

  it('refuses to write while it is not open', async () => {
    const { transport, script } = await bench(serial, ['ok', 'silent']);
    await assert.rejects(transport.write(Uint8Array.of(1)), /not open/);
    await transport.open();
    script.latest.onEvent({ type: 'lost', reason: 'unplugged' });
    await until(() => script.commands.length === 2);
    await assert.rejects(transport.write(Uint8Array.of(1)), /not open/);
    await transport.dispose();
  });

  it('ends a hundred opens and closes at once in the state asked for last', async () => {
    const { transport, log, script } = await bench();
    const calls: Promise<void>[] = [];
    for (let i = 0; i < 100; i++) {
      calls.push(transport.open().catch(() => undefined));
      if (i < 99) calls.push(transport.close());
    }
    await Promise.all(calls);
    assert.equal(log.at(-2), 'open');
    assert.equal(script.listeners.length - script.ended, 1);
    await transport.dispose();
    assert.equal(script.listeners.length, script.ended);
  });

  it('stays disposed, and may be disposed twice', async () => {
    const { transport } = await bench();
    await transport.open();
    await Promise.all([transport.dispose(), transport.dispose()]);
    await assert.rejects(transport.open(), /removed/);
  });

  it('passes on drops, notes and fatal faults', async () => {
    const { transport, log, script } = await bench();
    await transport.open();
    script.latest.onDropped(12, 5);
    script.latest.onEvent({ type: 'note', text: 'hm' });
    script.latest.onEvent({ type: 'fatal', reason: 'broken' });
    assert.deepEqual(log.slice(3), ['dropped 12 at 5', 'note hm', 'fatal broken']);
    await transport.dispose();
  });

  it('keeps an armed fault for the source that replaces a crashed one', async () => {
    const { transport, script } = await bench(simulator);
    const fault = { kind: 'both', probability: 0.5 } as const;
    assert.ok(transport.setFault);
    await transport.open();
    await transport.setFault(fault);
    script.latest.onExit('crash');
    await until(() => script.commands.length === 3);
    assert.deepEqual(script.commands.slice(1), [
      { op: 'setFault', fault },
      { op: 'open', options: simulator, fault },
    ]);
    await transport.dispose();
  });

  it('takes a fault while the link is breaking, and opens the next one with it', async () => {
    const { transport, script } = await bench(simulator);
    const fault = { kind: 'both', probability: 0.5 } as const;
    await transport.open();
    const dropped = transport.dropLink('broken by a fault');
    await transport.setFault?.(fault);
    await dropped;
    await until(() => script.commands.length === 3);
    assert.deepEqual(script.commands.at(-1), { op: 'open', options: simulator, fault });
    await transport.dispose();
  });

  it('offers faults for a simulator only, and knows where its stream begins', async () => {
    assert.equal((await bench(serial)).transport.setFault, undefined);
    assert.equal((await bench(serial)).transport.mayStartInsideFrame, true);
    assert.equal((await bench(simulator)).transport.mayStartInsideFrame, false);
  });

  it('breaks the link when asked to, and mends it like any other break', async () => {
    const { transport, log, script } = await bench();
    await transport.open();
    await transport.dropLink('broken by a fault');
    await until(() => log.filter((line) => line === 'open').length === 2);
    assert.deepEqual(log.slice(3), ['reconnecting 1 broken by a fault LOST', 'open', 'chunk 7']);
    assert.deepEqual(
      script.commands.map(({ op }) => op),
      ['open', 'close', 'open'],
    );
    assert.equal(script.listeners.length, 1);
    await transport.dispose();
    await transport.dropLink('too late');
    assert.equal(log.at(-1), 'closed');
  });

  it('toggles DTR where there can be one', async () => {
    const { transport, script } = await bench(serial);
    await assert.rejects(transport.glitchDtr?.(50) ?? Promise.resolve(), /not open/);
    await transport.open();
    await transport.glitchDtr?.(50);
    assert.deepEqual(script.commands.at(-1), { op: 'glitchDtr', holdMs: 50 });
    await transport.dispose();
    assert.equal((await bench(simulator)).transport.glitchDtr, undefined);
  });

  it('passes on how often the device has struck', async () => {
    const { transport, log, script } = await bench(simulator);
    await transport.open();
    script.latest.onEvent({ type: 'injected', count: 3, timeMs: 17 });
    assert.equal(log.at(-1), 'injected 3 at 17');
    await transport.dispose();
  });
});
