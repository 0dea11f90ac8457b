import assert from 'node:assert/strict';
import { MAX_STRIKES, SLOW_MS } from '../../../src/debugger/memoryReader';
import { settle } from './fakeSession';
import { BAD, base64, evaluates, make, TEMP, TICKS } from './makeTransport';

describe('DebuggerTransport', () => {
  it('waits for its session, and its link is open while there is one', async () => {
    const { transport, sessions, links, begin } = await make(TEMP);
    await transport.open();
    assert.deepEqual(sessions.wanted, ['Board']);
    assert.equal(links.at(-1)?.kind, 'reconnecting');
    begin();
    assert.equal(links.at(-1)?.kind, 'open');
    sessions.current = undefined;
    sessions.changed();
    assert.equal(links.at(-1)?.kind, 'reconnecting');
    await transport.close();
    assert.equal(links.at(-1)?.kind, 'closed');
    assert.equal(sessions.listening, 0);
    await assert.rejects(transport.write(), /takes no commands/);
  });

  it('evaluates each expression at each stop, in the frame, at the time of the stop', async () => {
    const { transport, session, lines, begin, halt, run, pass, clock } = await make(TEMP);
    session.reply = evaluates;
    await transport.open();
    begin();
    await halt();
    const first = session.haltedMs;
    assert.deepEqual(lines, [`${String(first)} >temp:23.5§degC`]);
    assert.deepEqual(session.asked, ['stackTrace', 'evaluate']);
    await pass(500);
    assert.equal(lines.length, 1, 'once a stop');
    await run();
    await pass(500);
    await halt();
    assert.equal(lines[1], `${String(clock.nowMs())} >temp:23.5§degC`);
  });

  it('says at the channel why an expression has no value, until it has one', async () => {
    const { transport, session, lines, notes, begin, halt, run, pass } = await make(BAD, TEMP);
    session.reply = evaluates;
    await transport.open();
    begin();
    await halt();
    assert.match(transport.problemOf('bad') ?? '', /No symbol "no_such"/);
    assert.equal(transport.problemOf('temp'), undefined);
    assert.match(lines[0], />bad:nan$/);
    await run();
    await pass(10);
    await halt();
    assert.equal(notes.length, 1, 'the same once');
    session.reply = (command, parameters) =>
      command === 'evaluate' ? { result: '"text"' } : evaluates(command, parameters);
    await run();
    await pass(10);
    await halt();
    assert.match(transport.problemOf('bad') ?? '', /"text" is no number/);
    session.reply = (command, parameters) =>
      command === 'evaluate' ? { result: "65 'A'" } : evaluates(command, parameters);
    await run();
    await pass(10);
    await halt();
    assert.equal(transport.problemOf('bad'), undefined);
    assert.match(lines.at(-1) ?? '', />temp:65§degC$/);
  });

  it('drops what is answered when the target has gone on, and asks one thing at a time', async () => {
    const { transport, session, lines, begin, halt, run } = await make(TEMP, BAD);
    await transport.open();
    begin();
    await halt();
    assert.deepEqual(session.asked, ['stackTrace']);
    session.waiting[0].answer({ stackFrames: [{ id: 42 }] });
    await settle();
    assert.deepEqual(session.asked, ['stackTrace', 'evaluate']);
    assert.deepEqual(session.waiting[1].parameters, {
      expression: 'g.temp',
      frameId: 42,
      context: 'watch',
    });
    await run();
    session.waiting[1].answer({ result: '1' });
    await settle();
    assert.deepEqual(lines, []);
    assert.equal(session.asked.length, 2);
  });

  it('reads memory while the target runs, as often as asked for and no faster than it is answered', async () => {
    const { transport, session, lines, begin, run, pass } = await make(TICKS);
    session.reply = evaluates;
    await transport.open();
    begin();
    await run();
    for (let i = 0; i < 10; i++) await pass(100);
    const reads = session.asked.filter((command) => command === 'readMemory');
    assert.ok(reads.length >= 9 && reads.length <= 11, String(reads.length));
    assert.equal(session.asked.filter((command) => command === 'evaluate').length, 1);
    assert.match(lines[0], />ticks:1337$/);
    session.reply = () => undefined;
    await pass(100);
    const before = session.asked.length;
    await pass(400);
    assert.equal(session.asked.length, before, 'one request in flight');
    session.waiting[0].answer({ data: base64(1, 0) });
    await settle();
    assert.match(lines.at(-1) ?? '', />ticks:1$/);
    await transport.close();
    await pass(1000);
    assert.equal(session.asked.length, before + 0);
  });

  it('stops reading an adapter that is slow, says so, and tries again after a stop', async () => {
    const { transport, session, begin, run, pass, halt } = await make(TICKS);
    session.reply = (command, parameters) =>
      command === 'readMemory' ? undefined : evaluates(command, parameters);
    await transport.open();
    begin();
    await run();
    for (let i = 0; i < MAX_STRIKES; i++) {
      await pass(100);
      await pass(SLOW_MS + 1);
      session.waiting.pop()?.answer({ data: base64(1, 0) });
      await settle();
    }
    assert.match(transport.problemOf('ticks') ?? '', /no longer read while it runs: a read took/);
    const before = session.asked.length;
    await pass(5000);
    assert.equal(session.asked.length, before);
    session.reply = evaluates;
    await halt();
    await run();
    await pass(200);
    assert.ok(session.asked.length > before + 2);
    assert.equal(transport.problemOf('ticks'), undefined);
  });

  it('gives up what is refused while it runs, and reads it at the next stop', async () => {
    const { transport, session, lines, begin, run, pass, halt } = await make(TICKS);
    session.reply = (command, parameters) =>
      command === 'readMemory' ? new Error('target is running') : evaluates(command, parameters);
    await transport.open();
    begin();
    await run();
    for (let i = 0; i < 20; i++) await pass(100);
    const reads = session.asked.filter((command) => command === 'readMemory');
    assert.equal(reads.length, MAX_STRIKES);
    assert.match(transport.problemOf('ticks') ?? '', /target is running/);
    assert.equal(lines.length, 1, 'one gap');
    session.reply = evaluates;
    await halt();
    assert.match(lines.at(-1) ?? '', />ticks:1337$/);
    assert.equal(transport.problemOf('ticks'), undefined);
  });

  it('finds the memory of a buffer by its value, and anew where the adapter has forgotten it', async () => {
    const { transport, session, lines, begin, run, pass, halt } = await make(TICKS);
    // As the JavaScript debugger does: what was found in a frame is gone with it.
    session.reply = (command, { expression, frameId, memoryReference }) => {
      if (command === 'stackTrace') return { stackFrames: [{ id: 42 }] };
      if (command === 'readMemory') {
        const isGone = memoryReference === 'framed' && session.haltedMs === undefined;
        return isGone ? { address: '0', unreadableBytes: 2 } : { data: base64(0x39, 0x05) };
      }
      if (expression === '&(g_ticks)') return new Error('SyntaxError');
      return { result: 'buffer', memoryReference: frameId === 42 ? 'framed' : 'global' };
    };
    await transport.open();
    begin();
    await halt();
    assert.match(lines[0], />ticks:1337$/);
    await run();
    for (let i = 0; i < 3; i++) await pass(100);
    assert.ok(lines.length >= 3 && lines.every((line) => line.endsWith('>ticks:1337')), 'no gap');
    assert.equal(transport.problemOf('ticks'), undefined);
    const finds = session.asked.filter((command) => command === 'evaluate');
    assert.equal(finds.length, 4, 'twice in all');
  });

  it('says why there is no memory to read: of the value, where it has none, else that it has no address', async () => {
    const { transport, session, begin, run, pass, halt } = await make(TICKS);
    let value: unknown = new Error('g_ticks is not defined');
    session.reply = (command, { expression }) => {
      if (command === 'stackTrace') return { stackFrames: [] };
      return expression === '&(g_ticks)' ? new Error('SyntaxError') : value;
    };
    await transport.open();
    begin();
    await run();
    await pass(1);
    assert.equal(transport.problemOf('ticks'), 'g_ticks is not defined');
    value = { result: '5' };
    await halt();
    assert.equal(transport.problemOf('ticks'), 'g_ticks has no address');
    assert.ok(!session.asked.includes('readMemory'));
  });

  it('asks no adapter for memory that says it reads none', async () => {
    const { transport, session, begin, run, pass } = await make(TICKS);
    session.readsMemory = false;
    await transport.open();
    begin();
    await run();
    await pass(1000);
    assert.deepEqual(session.asked, []);
    assert.match(transport.problemOf('ticks') ?? '', /reads no memory/);
  });

  it('counts what it lets go of while it is held back', async () => {
    const { transport, session, begin, halt, lines, dropped } = await make(TEMP);
    session.reply = evaluates;
    await transport.open();
    begin();
    transport.setFlowing(false);
    await halt();
    assert.deepEqual(lines, []);
    assert.deepEqual(dropped, [Buffer.byteLength('>temp:23.5§degC\n')]);
  });
});
