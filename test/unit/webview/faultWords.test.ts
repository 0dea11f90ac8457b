import assert from 'node:assert/strict';
import { FAULT_KINDS } from '../../../src/faultKinds';
import type { ArmedFault, FaultScore, FaultSpec } from '../../../src/model';
import { faultSentence, shareText } from '../../../webview/faults/faultSentence';
import { clockText, leftOf, nextEndMs } from '../../../webview/faults/faultTime';
import {
  armRefusal,
  faultOnText,
  kindRefusal,
  parametersText,
} from '../../../webview/faults/faultWords';
import {
  caughtShare,
  caughtText,
  missedText,
  scoreSentence,
} from '../../../webview/faults/scoreWords';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

function spec(kind: FaultSpec['kind'], changes: Partial<FaultSpec> = {}): FaultSpec {
  const info = FAULT_KINDS.find((one) => one.kind === kind);
  const parameters = Object.fromEntries(info?.parameters.map((p) => [p.name, p.initial]) ?? []);
  return { kind, parameters, seed: 1, direction: 'receive', durationS: 60, ...changes };
}

const SCORE: FaultScore = {
  injected: 50,
  caught: 47,
  missed: 3,
  pending: 0,
  missedNumbers: [12, 31, 44],
  caughtBy: 'checksum',
};

describe('a fault in words', () => {
  it('says of every kind what it will do, with no placeholder left and every number in it', () => {
    for (const { kind, parameters } of FAULT_KINDS) {
      const sentence = faultSentence(spec(kind), '');
      assert.doesNotMatch(sentence, /[{}]|undefined|NaN(?!\.)/, `${kind}: ${sentence}`);
      assert.match(sentence, /^[A-Z].*\.$/, kind);
      for (const { name } of parameters) {
        const other = spec(kind);
        const changed = { ...other.parameters, [name]: other.parameters[name] * 2 };
        assert.notEqual(
          faultSentence({ ...other, parameters: changed }, ''),
          sentence,
          `${kind} ${name}`,
        );
      }
    }
  });

  it('says what that means for recordings, for the device and for how long', () => {
    assert.match(faultSentence(spec('flip'), ''), /Recordings keep the undamaged bytes\.$/);
    assert.match(faultSentence(spec('flip', { direction: 'send' }), ''), /reaches the device/);
    assert.doesNotMatch(faultSentence(spec('disconnect'), ''), /Recordings/);
    const { durationS: _, ...endless } = spec('flip');
    assert.match(faultSentence(endless, ''), /It stays armed until you disarm it\.$/);
    const never = spec('flip', { parameters: { probability: 0, bits: 1 } });
    assert.equal(faultSentence(never, ''), 'Does nothing: the probability is 0.');
  });

  it('speaks of shares as people do', () => {
    assert.equal(shareText(0.001), '1 of 1,000');
    assert.equal(plain(shareText(0.3)), '30 % of');
    assert.equal(plain(shareText(0.8)), '80 % of');
  });

  it('names what a fault acts on and with what', () => {
    assert.equal(faultOnText(spec('flip')), 'Byte flip on received bytes');
    assert.equal(faultOnText(spec('drop', { direction: 'send' })), 'Byte drop on sent bytes');
    assert.equal(faultOnText(spec('spike', { channel: 'rpm' })), 'Value spike on rpm');
    assert.equal(faultOnText(spec('nan')), 'Value NaN on every channel');
    assert.equal(faultOnText(spec('dropFrame')), 'Frame drop on received frames');
    assert.equal(
      faultOnText(spec('both')),
      'Sensor errors and communication failure in the device',
    );
    assert.equal(plain(parametersText(spec('flip'), '')), 'p 0.001 · 1 bit · seed 1');
    assert.equal(
      plain(parametersText(spec('spike', { channel: 'rpm' }), 'rpm')),
      'rpm · p 0.01 · Height 100 rpm · seed 1',
    );
    assert.equal(
      plain(parametersText(spec('truncate', { direction: 'send' }), '')),
      'sent · p 0.001 · 32 B · seed 1',
    );
  });

  it('refuses what a device cannot, and in SafeState what reaches it', () => {
    const no = { canFault: false, canBreakLink: false, canGlitch: false };
    const host = { name: 'Probe', state: 'measuring', ...no } as const;
    const refused = FAULT_KINDS.filter((info) => kindRefusal(info, host) !== undefined);
    assert.deepEqual(
      refused.map(({ kind }) => kind),
      [
        'disconnect',
        'dtrGlitch',
        'randomSensorErrors',
        'communicationFailure',
        'both',
        'faultAfterSamples',
      ],
    );
    const yes = { canFault: true, canBreakLink: true, canGlitch: true };
    const safe = { ...host, state: 'safeState', ...yes } as const;
    const [flip] = FAULT_KINDS;
    assert.equal(armRefusal(flip, 'receive', safe), undefined);
    assert.match(armRefusal(flip, 'send', safe) ?? '', /Reset it first\.$/);
    const acting = FAULT_KINDS.filter((info) => armRefusal(info, 'receive', safe) !== undefined);
    assert.deepEqual(
      acting.map(({ kind }) => kind),
      ['dtrGlitch', 'randomSensorErrors', 'communicationFailure', 'both', 'faultAfterSamples'],
    );
  });
});

describe('what is left of a fault', () => {
  const fault = (changes: Partial<FaultSpec>, untilMs?: number): ArmedFault => {
    const { durationS: _, ...bare } = spec('flip');
    const score = { ...SCORE, injected: 1 };
    return { id: 1, spec: { ...bare, ...changes }, armedMs: 1000, untilMs, score };
  };

  it('is told by time, by count, by whichever ends first, or not at all', () => {
    assert.deepEqual(leftOf(fault({}, 61_000), 19_000), { text: '0:42 left', share: 0.7 });
    assert.deepEqual(leftOf(fault({ count: 10 }), 0), { text: '9 of 10 left', share: 0.9 });
    const both = leftOf(fault({ count: 10 }, 61_000), 60_000);
    assert.equal(both.text, '0:01 · 9 of 10 left');
    assert.ok(both.share !== undefined && both.share < 0.02);
    assert.deepEqual(leftOf(fault({}), 0), { text: 'until disarmed', share: undefined });
    assert.equal(leftOf(fault({}, 61_000), 70_000).share, 0, 'never below nothing');
  });

  it('reads as a clock does, and finds the first to end', () => {
    assert.deepEqual([0, 400, 61_000, 3_661_000].map(clockText), [
      '0:00',
      '0:01',
      '1:01',
      '1:01:01',
    ]);
    assert.equal(nextEndMs([fault({}), fault({}, 90), fault({}, 70)]), 70);
    assert.equal(nextEndMs([fault({})]), undefined);
  });
});

describe('the score in words', () => {
  it('tells caught from missed and from those that may still be caught', () => {
    assert.equal(caughtText(SCORE), 'caught 47 of 50');
    assert.equal(missedText(SCORE), 'missed: 12, 31, 44');
    assert.equal(missedText({ ...SCORE, missed: 40 }), 'missed: …, 12, 31, 44');
    assert.equal(missedText({ ...SCORE, missed: 0, missedNumbers: [] }), '');
    assert.equal(caughtShare(SCORE), 0.94);
    const waiting = { ...SCORE, injected: 2, caught: 0, missed: 0, pending: 2 };
    assert.equal(caughtShare(waiting), undefined);
    assert.equal(scoreSentence(waiting), '2 may still be caught.');
    assert.equal(scoreSentence({ ...waiting, injected: 0 }), 'Nothing was injected yet.');
    assert.match(scoreSentence(SCORE), /^47 of 50 injected faults were followed in time/);
  });
});
