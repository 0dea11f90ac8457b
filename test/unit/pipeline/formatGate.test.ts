import assert from 'node:assert/strict';
import { DETECT_BYTES, FormatGate } from '../../../src/pipeline/formatGate';

/** A gate behind which nothing is ever recognised; `asked` has how many bytes were to be looked at, each time. */
function unsureGate(): { asked: number[]; push: (text: string, more?: boolean) => boolean } {
  const asked: number[] = [];
  const gate = new FormatGate();
  const push = (text: string, more = false) => {
    const steps = gate.push({ timeMs: 0, bytes: Buffer.from(text) }, more);
    let step = steps.next();
    while (step.done !== true) {
      asked.push(step.value?.length ?? 0);
      step = steps.next({ kind: 'unsure', why: 'never' });
    }
    return step.value !== undefined;
  };
  return { asked, push };
}

describe('FormatGate', () => {
  it('asks again after the end of a line or a frame, or when a quarter more has come', () => {
    const { asked, push } = unsureGate();
    for (const text of ['x'.repeat(100), 'y', '\n', 'z', '\0', 'w'.repeat(25), 'w']) push(text);
    assert.deepEqual(asked, [100, 102, 104, 130]);
  });

  it('asks once for what waits already', () => {
    const { asked, push } = unsureGate();
    push('1\n', true);
    push('2', false);
    assert.deepEqual(asked, [3]);
  });

  it('lets all through when it is full, whatever follows', () => {
    const { asked, push } = unsureGate();
    assert.equal(push('x'.repeat(DETECT_BYTES - 1), true), false);
    assert.equal(push('xy', true), true);
    assert.deepEqual(asked, [DETECT_BYTES]);
  });
});
