import assert from 'node:assert/strict';
import { meaningText } from '../../src/meaningText';
import { meaningOf } from '../../src/vscode/meaningOf';
import { ValueText } from '../../webview/format';

const CHANNEL = {
  id: 'd/mode',
  name: 'mode',
  unit: '',
  colour: 0,
  latest: 2,
  latestMs: 0,
  count: 1,
  bornMs: 0,
  bornUnderFault: false,
};

describe('meaningText', () => {
  const meaning = { labels: { '0': 'Idle', '2': 'Run', '-1': 'Fault' }, isText: false };

  it('puts the meaning behind the number, and stands for the number of a text', () => {
    assert.equal(meaningText(2, meaning), '2 Run');
    assert.equal(meaningText(-1, meaning), '-1 Fault');
    assert.equal(meaningText(2, { ...meaning, isText: true }), 'Run');
    for (const value of [1, NaN, 2.5]) assert.equal(meaningText(value, meaning), undefined);
    assert.equal(meaningText(2, undefined), undefined);
  });

  it('is what a channel shows, with a number where there is none', () => {
    const text = new ValueText();
    assert.equal(text.of(2), '2');
    text.meaning = meaning;
    assert.deepEqual([text.of(2), text.of(5), text.of(NaN)], ['2 Run', '5', '–']);
    assert.equal(text.isText, false);
  });

  it('goes to the page as an object, the same one while no text is new', () => {
    assert.equal(meaningOf(CHANNEL), undefined);
    const labels = new Map([[0, 'Idle']]);
    const channel = { ...CHANNEL, labels, isText: true };
    const first = meaningOf(channel);
    assert.deepEqual(first, { labels: { '0': 'Idle' }, isText: true });
    assert.equal(meaningOf(channel), first);
    labels.set(1, 'Run');
    assert.deepEqual(meaningOf(channel)?.labels, { '0': 'Idle', '1': 'Run' });
  });
});
