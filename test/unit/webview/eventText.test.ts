import assert from 'node:assert/strict';
import type { FaultSpec, Limit, TelemetryFact } from '../../../src/model';
import { FAULT_KINDS } from '../../../src/faultKinds';
import { placeText } from '../../../webview/debugText';
import { eventLook } from '../../../webview/eventLook';
import { eventText } from '../../../webview/eventText';
import { faultName } from '../../../webview/faultName';
import { spanText } from '../../../webview/spanText';

const words = (fact: TelemetryFact, count = 1, lastedMs = 0) =>
  eventText({
    number: 1,
    deviceId: 'motor',
    timeMs: 1000,
    lastMs: 1000 + lastedMs,
    count,
    fact,
  });

const limit: Limit = {
  channel: 'temp_motor',
  level: 'warning',
  side: 'high',
  bound: 70,
  hysteresis: 1,
  persistenceMs: 0,
  action: 'mark',
};

const spec: FaultSpec = {
  kind: 'flip',
  parameters: { probability: 0.001, bits: 1 },
  seed: 4711,
  direction: 'receive',
};

describe('eventText', () => {
  it('says state and cause', () => {
    const { label, sentence } = words({
      kind: 'state',
      from: 'error',
      to: 'safeState',
      cause: 'checksum ×5',
    });
    assert.equal(label, 'SafeState');
    assert.equal(sentence, 'SafeState: checksum ×5');
  });

  it('says a limit by its side, level and unit', () => {
    const fact = { kind: 'limit', limit, raised: true, value: 70.1, unit: 'degC' } as const;
    assert.equal(words(fact).label, 'temp_motor > 70');
    assert.equal(words(fact).sentence, 'temp_motor 70.10\u00a0°C above warning 70\u00a0°C');
    const low = { ...limit, side: 'low', level: 'critical', bound: 3 } as const;
    const below = words({ ...fact, limit: low, value: 2 });
    assert.equal(below.label, 'temp_motor < 3');
    assert.equal(below.sentence, 'temp_motor 2\u00a0°C below critical 3\u00a0°C');
    const cleared = words({ ...fact, raised: false, value: 68 });
    assert.equal(cleared.sentence, 'temp_motor 68\u00a0°C: warning limit 70\u00a0°C cleared');
  });

  it('names faults and their injections by id and number', () => {
    assert.equal(words({ kind: 'armed', faultId: 51, spec, why: '' }).label, 'F-051 armed');
    assert.equal(
      words({ kind: 'armed', faultId: 51, spec, why: '' }).detail,
      'on received data · seed 4711',
    );
    const injected = { kind: 'injected', faultId: 51, fault: 'flip', first: 3, last: 17 } as const;
    assert.equal(words(injected).label, 'F-051 #3–#17');
    assert.equal(words({ ...injected, last: 3 }).sentence, 'F-051 #3 injected: Byte flip');
    assert.equal(
      words({ kind: 'caught', faultId: 51, number: 12, by: 'checksum' }).sentence,
      'F-051 #12 caught by checksum',
    );
    assert.equal(words({ kind: 'missed', faultId: 1234, number: 2 }).label, 'F-1234 #2 missed');
  });

  it('tells rejected from dropped, and counts', () => {
    const rejected = { kind: 'rejected', cause: 'checksum', frames: 1, detail: 'x' } as const;
    assert.equal(words(rejected).sentence, '1 frame rejected: checksum');
    assert.equal(words({ ...rejected, frames: 1240 }).sentence, '1,240 frames rejected: checksum');
    assert.equal(
      words({ kind: 'dropped', stage: 'source', bytes: 1200 }).sentence,
      '1.2\u00a0kB dropped at the source',
    );
  });

  it('says how often and for how long an event went on', () => {
    const { detail } = words({ kind: 'note', text: 'overrun' }, 5, 2400);
    assert.equal(detail, '5 times in 2.4\u00a0s');
  });

  it('has a name for every kind of fault, each its own', () => {
    const names = FAULT_KINDS.map(({ kind }) => faultName(kind));
    assert.equal(new Set(names).size, FAULT_KINDS.length);
  });
});

describe('eventText of an assistant', () => {
  const sent = {
    kind: 'assistant',
    act: 'send',
    what: 'PING',
    outcome: 'done',
    detail: '',
  } as const;

  it('says what it has changed, and that it was an assistant', () => {
    assert.deepEqual(words(sent), {
      label: 'assistant',
      sentence: 'Assistant sent: PING',
      detail: '',
    });
    assert.equal(words({ ...sent, act: 'disarm' }).sentence, 'Assistant disarmed: PING');
    assert.equal(words({ ...sent, outcome: 'asked' }).detail, 'under way');
  });

  it('says that it has failed, and why', () => {
    const failed = words({ ...sent, outcome: 'failed', detail: 'the link is not open' });
    assert.equal(failed.sentence, 'Assistant failed: Assistant sent: PING');
    assert.equal(failed.detail, 'the link is not open');
  });
});

describe('eventText of a debugger', () => {
  const halt = { kind: 'debug', act: 'halted', session: 'Debug board', seenBy: 'adapter' } as const;
  const place = { path: 'vscode-remote://h:1/fw/main.c', line: 114, function: 'enter_error' };

  it('says where it halted, why, and for how long', () => {
    const { label, sentence, detail } = words({ ...halt, reason: 'SIGINT', place }, 1, 5600);
    assert.equal(label, 'halted 5.6\u00a0s');
    assert.equal(sentence, 'Halted at main.c:114');
    assert.equal(detail, 'in enter_error · SIGINT · for 5.6\u00a0s · Debug board');
    const still = words({ ...halt, reason: 'SIGINT', open: true }, 1, Infinity);
    assert.deepEqual([still.label, still.sentence], ['halted', 'Halted by the debugger']);
    assert.match(still.detail, /still halted/);
  });

  it('says what is known from the window only', () => {
    const seen = words({ ...halt, act: 'launched', seenBy: 'window' });
    assert.equal(seen.sentence, 'Debug session started: Debug board');
    assert.match(seen.detail, /window/);
  });

  it('says for which session a port was released, and for how long', () => {
    const released = { ...halt, act: 'released' } as const;
    const { label, sentence, detail } = words(released, 1, 2500);
    assert.equal(label, 'released 2.5\u00a0s');
    assert.equal(sentence, 'Port released for debug session Debug board');
    assert.match(detail, /for 2\.5/);
    const still = words({ ...released, open: true }, 1, Infinity);
    assert.deepEqual([still.label, still.detail], ['released', 'not yet back']);
  });

  it('says an exception by its text', () => {
    const fact = { ...halt, act: 'exception', reason: 'HardFault', place } as const;
    assert.equal(words(fact).sentence, 'Exception at main.c:114: HardFault');
  });

  it('says how long after the sample a telemetry breakpoint has halted, and why it has not', () => {
    const hit = { kind: 'breakpoint', when: 'temp > 60', detail: '' } as const;
    const { sentence, detail } = words({ ...hit, outcome: 'halted', latencyMs: 4.1 });
    assert.equal(sentence, 'Breakpoint temp > 60: halted 4.1\u00a0ms after the sample');
    assert.match(detail, /not the exact instruction/);
    const failed = words({ ...hit, outcome: 'failed', detail: 'No debug session.' });
    assert.match(failed.sentence, /nothing was paused/);
    assert.equal(failed.detail, 'No debug session.');
  });

  it('names a place by its file, whatever the separator, or by its function', () => {
    assert.equal(placeText({ ...place, path: 'C:\\fw\\main.c' }), 'main.c:114');
    assert.equal(placeText({ ...place, path: '' }), 'enter_error');
  });
});

describe('eventLook', () => {
  it('keeps purple and the bolt for what was done on purpose', () => {
    const fault = eventLook({ kind: 'injected', faultId: 1, fault: 'flip', first: 1, last: 1 });
    assert.deepEqual([fault.icon, fault.tone], ['zap', 'fault']);
    assert.notEqual(eventLook({ kind: 'missed', faultId: 1, number: 1 }).tone, 'fault');
  });

  it('holds a critical limit and SafeState to be graver than a warning or a fault', () => {
    const gravity = (fact: TelemetryFact) => eventLook(fact).gravity;
    const raised = { kind: 'limit', limit, raised: true, value: 1, unit: '' } as const;
    const warning = gravity(raised);
    const critical = gravity({ ...raised, limit: { ...limit, level: 'critical' } });
    const tripped = gravity({ kind: 'state', from: 'error', to: 'safeState', cause: '' });
    const fault = gravity({ kind: 'armed', faultId: 1, spec, why: '' });
    assert.ok(critical > tripped && tripped > warning && warning > fault);
  });
});

describe('spanText', () => {
  it('has the digits a reader can use', () => {
    const spans = [0.25, 2.4, 850, 5600, 41_200, 59_960, 125_000, 2_460_000, 11_520_000];
    assert.deepEqual(
      spans.map((ms) => spanText(ms).replace('\u00a0', ' ')),
      ['0.3 ms', '2.4 ms', '850 ms', '5.6 s', '41 s', '1:00', '2:05', '41 min', '3.2 h'],
    );
  });
});
