import assert from 'node:assert/strict';
import { MAX_UNANSWERED } from '../../../src/debugger/sampler';
import { FakeSession, settle } from './fakeSession';
import { BAD, base64, evaluates, make, TEMP, TICKS } from './makeTransport';

const LAST = { name: 'last', unit: '', expression: 'g.temp' };

describe('DebuggerTransport and an adapter that does not answer', () => {
  it('asks nothing more of an adapter that does not answer, until it does', async () => {
    const { transport, session, lines, begin, halt, pass } = await make(TEMP);
    await transport.open();
    begin();
    await halt();
    await pass(5000);
    assert.equal(session.asked.length, 1);
    assert.match(lines[0], />temp:nan/);
    assert.match(transport.problemOf('temp') ?? '', /has not answered yet/);
    session.reply = evaluates;
    session.waiting[0].answer({ stackFrames: [] });
    await settle();
    assert.match(lines[1], />temp:23.5/);
    assert.equal(lines.length, 2);
    assert.equal(transport.problemOf('temp'), undefined);
  });

  it('asks an adapter that never answers one thing at each stop, but not for ever', async () => {
    const { transport, session, lines, begin, halt, run, pass } = await make(TEMP, BAD);
    await transport.open();
    begin();
    for (let stop = 1; stop <= MAX_UNANSWERED + 2; stop++) {
      await halt();
      await pass(5000);
      assert.equal(session.asked.length, Math.min(stop, MAX_UNANSWERED));
      assert.equal(lines.length, 2 * stop, 'a gap for each at each stop');
      await run();
    }
    assert.equal(lines.filter((line) => !line.includes(':nan')).length, 0);
    assert.match(transport.problemOf('bad') ?? '', /has not answered yet/);
    session.waiting[0].answer({ stackFrames: [] });
    await settle();
    session.reply = evaluates;
    await halt();
    assert.match(lines.at(-2) ?? '', />temp:23.5/);
  });

  it('samples all of the next stop, whatever request of the last was never answered', async () => {
    for (const [unanswered, times] of [
      ['stackTrace', ['1100']],
      ['evaluate', ['1000', '1100']],
    ] as const) {
      const { transport, session, lines, begin, halt, run, pass } = await make(TEMP, BAD);
      session.reply = (command, parameters) =>
        command === unanswered && parameters.expression !== 'g.temp'
          ? undefined
          : evaluates(command, parameters);
      await transport.open();
      begin();
      await halt();
      await run();
      await pass(100);
      await halt();
      session.reply = evaluates;
      await pass(5000);
      const ofTemp = lines.filter((line) => line.includes('>temp:23.5'));
      assert.deepEqual(
        ofTemp.map((line) => line.split(' ')[0]),
        times,
      );
      assert.match(transport.problemOf('bad') ?? '', /No symbol/);
    }
  });

  it('asks once more, at the same stop, for what was answered late, and then goes on behind it', async () => {
    const { transport, session, lines, begin, halt, pass } = await make(TEMP, BAD, LAST);
    session.reply = (command, parameters) =>
      parameters.expression === 'no_such' ? undefined : evaluates(command, parameters);
    await transport.open();
    begin();
    await halt();
    await pass(5000);
    assert.match(transport.problemOf('bad') ?? '', /did not answer within 5 s/);
    assert.match(lines[0], />temp:23.5/);
    assert.deepEqual(
      lines.slice(1).map((line) => line.replace(/.*>/, '')),
      ['bad:nan', 'last:nan'],
    );
    session.waiting[0].answer({ result: '1' });
    await settle();
    const evaluations = () => session.asked.filter((command) => command === 'evaluate').length;
    assert.equal(evaluations(), 3, 'asked again, and nothing else meanwhile');
    session.waiting[1].answer({ result: '2' });
    await settle();
    assert.match(lines[3], />bad:2$/);
    assert.match(lines[4], />last:23.5/);
    assert.equal(transport.problemOf('bad'), undefined);
    assert.equal(lines.length, 5);
    assert.equal(evaluations(), 4);

    await halt();
    await pass(5000);
    session.waiting[2].answer({ result: '1' });
    await settle();
    await pass(5000);
    const before = evaluations();
    session.waiting[3].answer({ result: '2' });
    await settle();
    assert.equal(
      evaluations(),
      before + 1,
      'one that is late each time keeps nothing from the others',
    );
    assert.match(lines.at(-1) ?? '', />last:23.5/);
  });

  it('reads memory again at a stop whose first answer came late', async () => {
    const { transport, session, lines, begin, halt, pass } = await make(TICKS);
    session.reply = (command, parameters) =>
      command === 'readMemory' ? undefined : evaluates(command, parameters);
    await transport.open();
    begin();
    await halt();
    await pass(5000);
    assert.match(lines[0], />ticks:nan$/);
    session.reply = evaluates;
    session.waiting[0].answer({ data: base64(1, 0) });
    await settle();
    assert.match(lines.at(-1) ?? '', />ticks:1337$/);
    assert.equal(transport.problemOf('ticks'), undefined);
  });

  it('says nothing of a session it has left, which may never answer', async () => {
    const { transport, session, sessions, lines, begin, run, pass } = await make(TICKS);
    await transport.open();
    begin();
    await run();
    await pass(0);
    assert.deepEqual(session.asked, ['evaluate']);
    const child = new FakeSession('s2');
    child.reply = evaluates;
    sessions.current = child;
    sessions.changed();
    for (let i = 0; i < 100; i++) await pass(100);
    assert.ok(lines.length > 90, String(lines.length));
    assert.deepEqual(
      lines.filter((line) => !line.endsWith('>ticks:1337')),
      [],
    );
    assert.equal(transport.problemOf('ticks'), undefined);
  });
});
