import assert from 'node:assert/strict';
import { bitsText, labelsText, parseBits, parseLabels } from '../../../webview/schema/partsText';

describe('bit fields as one line', () => {
  it('reads what it writes', () => {
    const bits = [
      { name: 'ready', at: 0, width: 1 },
      { name: 'the mode', at: 1, width: 3 },
      { name: 'level', at: 4, width: 28, signed: true },
    ];
    assert.equal(bitsText(bits), 'ready 0; the mode 1-3; level 4-31 signed');
    assert.deepEqual(parseBits(bitsText(bits), []), { value: bits });
    assert.deepEqual(parseBits(' ; ', []), { value: undefined });
    assert.equal(bitsText(undefined), '');
  });

  it('leaves a bit field what is not written in the line', () => {
    const former = [
      { name: 'mode', at: 0, width: 1, signed: true, unit: 'x', labels: { '1': 'On' } },
    ];
    assert.deepEqual(parseBits('mode 2-3', former), {
      value: [{ name: 'mode', at: 2, width: 2, unit: 'x', labels: { '1': 'On' } }],
    });
  });

  it('names the entry that it does not understand', () => {
    assert.deepEqual(parseBits('ready 0; mode', []), { wrong: 'mode' });
    assert.deepEqual(parseBits('mode 3-1', []), { wrong: 'mode 3-1' });
    assert.deepEqual(parseBits('mode 1-200', []), { wrong: 'mode 1-200' });
    assert.deepEqual(parseBits('7', []), { wrong: '7' });
  });
});

describe('meanings as one line', () => {
  it('reads what it writes', () => {
    const labels = { '0': 'Idle', '1': 'Running now', '-1': 'off' };
    assert.deepEqual(parseLabels(labelsText(labels)), { value: labels });
    assert.deepEqual(parseLabels(''), { value: undefined });
    assert.equal(labelsText(undefined), '');
  });

  it('names the entry that it does not understand', () => {
    assert.deepEqual(parseLabels('0 Idle; Run'), { wrong: 'Run' });
    assert.deepEqual(parseLabels('1.5 Half'), { wrong: '1.5 Half' });
    assert.deepEqual(parseLabels('3'), { wrong: '3' });
  });
});
