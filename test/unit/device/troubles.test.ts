import assert from 'node:assert/strict';
import { remediesFor } from '../../../src/decode/remedies';
import { LogBook } from '../../../src/device/logBook';
import { Troubles } from '../../../src/device/troubles';

/** Troubles of a device that has sent a number of bytes; what is to be looked at waits until `answer`. */
class Bench {
  nowMs = 0;
  bytesIn = 0;
  changes = 0;
  readonly log = new LogBook();
  readonly open: (() => void)[] = [];
  private readonly troubles = new Troubles(
    () => this.nowMs,
    (inquiry, done) => this.open.push(() => done(remediesFor(inquiry))),
    () => this.changes++,
  );

  answer(): void {
    for (const answer of this.open.splice(0)) answer();
  }

  explain(): ReturnType<Troubles['explain']> {
    return this.troubles.explain(this.evidence);
  }

  explained(): ReturnType<Troubles['explained']> {
    return this.troubles.explained(this.evidence);
  }

  private get evidence(): Parameters<Troubles['explain']>[0] {
    const { bytesIn, log } = this;
    return { format: undefined, bytesIn, samples: 0, rejections: [], log };
  }
}

describe('Troubles', () => {
  it('looks again when something has come, once a second at most, and says when it knows', () => {
    const bench = new Bench();
    assert.deepEqual(bench.explain(), []);
    bench.answer();
    assert.equal(bench.changes, 1);
    const first = bench.explain();
    assert.equal(first[0].rule, 'No byte has arrived.');
    bench.bytesIn = 7;
    bench.nowMs = 500;
    assert.equal(bench.explain(), first);
    assert.equal(bench.open.length, 0);
    bench.nowMs = 1000;
    assert.equal(bench.explain(), first);
    bench.answer();
    const second = bench.explain();
    assert.match(second[0].rule, /^7 bytes/);
    bench.nowMs = 5000;
    assert.equal(bench.explain(), second);
    assert.equal(bench.open.length, 0);
    bench.log.add([{ timeMs: 1, text: 'boot: ok' }], 1);
    bench.explain();
    bench.answer();
    assert.equal(bench.explain()[0].excerpt, 'boot: ok');
  });

  it('has one look at a time, and tells all who wait for it', async () => {
    const bench = new Bench();
    const waiting = [bench.explained(), bench.explained()];
    bench.nowMs = 5000;
    bench.bytesIn = 7;
    waiting.push(bench.explained());
    assert.equal(bench.open.length, 1);
    bench.answer();
    for (const explained of await Promise.all(waiting)) {
      assert.equal(explained[0].rule, 'No byte has arrived.');
    }
    const next = bench.explained();
    bench.answer();
    assert.match((await next)[0].rule, /^7 bytes/);
  });
});
