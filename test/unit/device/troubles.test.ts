import assert from 'node:assert/strict';
import { LogBook } from '../../../src/device/logBook';
import { Troubles } from '../../../src/device/troubles';

describe('Troubles', () => {
  it('looks again when something has come, once a second at most', () => {
    let nowMs = 0;
    const troubles = new Troubles(() => nowMs);
    const log = new LogBook();
    const ask = (bytesIn: number) =>
      troubles.explain({ format: undefined, bytesIn, samples: 0, rejections: [], log });
    const first = ask(0);
    assert.equal(first[0].rule, 'No byte has arrived.');
    nowMs = 500;
    assert.equal(ask(7), first);
    nowMs = 1000;
    const second = ask(7);
    assert.match(second[0].rule, /^7 bytes/);
    nowMs = 5000;
    assert.equal(ask(7), second);
    log.add([{ timeMs: 1, text: 'boot: ok' }], 1);
    assert.equal(ask(7)[0].excerpt, 'boot: ok');
  });
});
