import assert from 'node:assert/strict';
import { parseIntent } from '../../../../src/vscode/panel/intents';

describe('parseIntent', () => {
  it('passes on every message of the protocol as it is', () => {
    const state = { deviceId: 'a', hidden: ['a/x'], spanMs: 60_000 };
    const messages = [
      { type: 'ready', state: undefined },
      { type: 'ready', state },
      { type: 'drawn', sequence: 1, points: 2, nonBlank: true },
      { type: 'viewport', spanMs: 60_000, columnMs: 100 },
      { type: 'viewport', spanMs: 60_000, columnMs: 100, endMs: 5 },
      { type: 'focus', deviceId: 'a' },
      { type: 'plot', deviceId: 'a', channelId: 'a/x', plotted: false },
      { type: 'start', deviceId: 'a' },
      { type: 'stop', deviceId: 'a' },
      { type: 'reset', deviceId: 'a' },
      { type: 'showRejected', deviceId: 'a' },
      { type: 'showHistory', deviceId: 'a' },
      { type: 'fault', deviceId: 'a', fault: { kind: 'none' } },
      { type: 'fault', deviceId: 'a', fault: { kind: 'both', probability: 1 } },
      { type: 'fault', deviceId: 'a', fault: { kind: 'faultAfterSamples', samples: 3 } },
      { type: 'startSimulator' },
      { type: 'connectSerial' },
    ];
    for (const message of messages) assert.deepEqual(parseIntent(message), message);
  });

  it('takes nothing that is not of the protocol', () => {
    const messages: unknown[] = [
      undefined,
      null,
      'start',
      {},
      { type: 'start' },
      { type: 'start', deviceId: 1 },
      { type: 'removeDevice', deviceId: 'a' },
      { type: 'toString', deviceId: 'a' },
      { type: 'drawn', sequence: '1', points: 2, nonBlank: true },
      { type: 'viewport', spanMs: 60_000, columnMs: 0 },
      { type: 'viewport', spanMs: 60_000, columnMs: -1 },
      { type: 'viewport', spanMs: NaN, columnMs: 1 },
      { type: 'viewport', spanMs: 60_000, columnMs: 100, endMs: 'now' },
      { type: 'plot', deviceId: 'a', channelId: 'a/x' },
      { type: 'fault', deviceId: 'a', fault: { kind: 'both', probability: 1.5 } },
      { type: 'fault', deviceId: 'a', fault: { kind: 'faultAfterSamples', samples: 0.5 } },
      { type: 'fault', deviceId: 'a', fault: { kind: 'melt' } },
    ];
    for (const message of messages) assert.equal(parseIntent(message), undefined);
  });

  it('refuses more columns than any screen has', () => {
    const message = { type: 'viewport', spanMs: 1e9, columnMs: 1e-3 };
    assert.equal(parseIntent(message), undefined);
  });

  it('forgets a kept state it does not understand, and still gets ready', () => {
    for (const state of [1, { hidden: 'x' }, { deviceId: 3, hidden: [], spanMs: 1 }]) {
      assert.deepEqual(parseIntent({ type: 'ready', state }), { type: 'ready', state: undefined });
    }
  });
});
