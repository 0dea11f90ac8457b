import assert from 'node:assert/strict';
import { parseIntent } from '../../../../src/vscode/panel/intents';
import { fault } from '../../../fixtures/faults';

const LIMIT = {
  channel: 'rpm',
  level: 'warning',
  side: 'high',
  bound: 1,
  hysteresis: 0,
  persistenceMs: 0,
  action: 'mark',
};
const PLOT = { id: 'p1', channelIds: ['a/x'], share: 1, ranges: { V: [0, 5] } };
const DEVICE_INTENTS = [
  'focus',
  'start',
  'stop',
  'reset',
  'connect',
  'disconnect',
  'showRejected',
  'showHistory',
  'disarmAll',
  'clearScore',
  'acknowledge',
  'openSettings',
];

describe('parseIntent', () => {
  it('passes on every message of the protocol as it is', () => {
    const state = { deviceId: 'a', spanMs: 60_000, tab: 'Faults', drawerPx: 336 };
    const messages = [
      { type: 'ready', state: undefined },
      { type: 'ready', state },
      { type: 'drawn', sequence: 1, points: 2, nonBlank: true },
      { type: 'viewport', spanMs: 60_000, columnMs: 100 },
      { type: 'viewport', spanMs: 60_000, columnMs: 100, endMs: 5 },
      ...DEVICE_INTENTS.map((type) => ({ type, deviceId: 'a' })),
      { type: 'plot', deviceId: 'a', channelId: 'a/x', plotted: false },
      { type: 'plot', deviceId: 'a', channelId: 'a/x', plotted: true, plotId: 'new' },
      { type: 'plotAlone', deviceId: 'a', channelId: 'a/x' },
      { type: 'goToLine', deviceId: 'a', channelId: 'a/x' },
      { type: 'arrange', deviceId: 'a', plots: [PLOT] },
      { type: 'armFault', deviceId: 'a', spec: fault('flip', {}, { count: 3, durationS: 60 }) },
      { type: 'addToScript', deviceId: 'a', spec: fault('spike', {}, { channel: 'rpm' }) },
      { type: 'disarmFault', deviceId: 'a', faultId: 51 },
      { type: 'setLimit', deviceId: 'a', limit: LIMIT },
      {
        type: 'removeLimit',
        deviceId: 'a',
        limit: { channel: 'rpm', level: 'critical', side: 'low' },
      },
      { type: 'send', deviceId: 'a', text: 'GET_STATUS', ending: 'crlf' },
      { type: 'mark', deviceId: 'a', timeMs: 5, text: 'here' },
      { type: 'copy', text: 'x' },
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
      { type: 'start', deviceId: 'x'.repeat(1000) },
      { type: 'removeDevice', deviceId: 'a' },
      { type: 'toString', deviceId: 'a' },
      { type: 'drawn', sequence: '1', points: 2, nonBlank: true },
      { type: 'viewport', spanMs: 60_000, columnMs: 0 },
      { type: 'viewport', spanMs: NaN, columnMs: 1 },
      { type: 'viewport', spanMs: 60_000, columnMs: 100, endMs: 'now' },
      { type: 'plot', deviceId: 'a', channelId: 'a/x' },
      { type: 'plot', deviceId: 'a', channelId: 'a/x', plotted: true, plotId: 7 },
      { type: 'arrange', deviceId: 'a', plots: [PLOT, PLOT] },
      { type: 'armFault', deviceId: 'a', spec: fault('flip', { probability: 2 }) },
      { type: 'armFault', deviceId: 'a', spec: { kind: 'melt' } },
      { type: 'armFault', deviceId: 'a', spec: fault('spike', {}, { direction: 'send' }) },
      { type: 'setLimit', deviceId: 'a', limit: { ...LIMIT, bound: NaN } },
      { type: 'removeLimit', deviceId: 'a', limit: { channel: 'rpm' } },
      { type: 'send', deviceId: 'a', text: 'x'.repeat(5000), ending: 'lf' },
      { type: 'send', deviceId: 'a', text: 'x', ending: 'tab' },
      { type: 'mark', deviceId: 'a', timeMs: NaN, text: '' },
    ];
    for (const message of messages) assert.equal(parseIntent(message), undefined);
  });

  it('refuses more columns than any screen has', () => {
    const message = { type: 'viewport', spanMs: 1e9, columnMs: 1e-3 };
    assert.equal(parseIntent(message), undefined);
  });

  it('forgets a kept state it does not understand, and still gets ready', () => {
    for (const state of [1, { tab: 'x' }, { deviceId: 3, spanMs: 1, drawerPx: 1 }]) {
      assert.deepEqual(parseIntent({ type: 'ready', state }), { type: 'ready', state: undefined });
    }
  });
});
