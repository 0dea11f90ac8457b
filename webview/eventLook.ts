import type { BreakpointFact, DebugFact } from '../src/debugFacts';
import type { DeviceState, TelemetryFact } from '../src/model';

/** Of the icons in icons.ts; named here so that this file needs no page. */
export type EventIcon =
  | 'shield'
  | 'warning'
  | 'error'
  | 'reset'
  | 'stop'
  | 'play'
  | 'pass'
  | 'unplugged'
  | 'plug'
  | 'zap'
  | 'zapOff'
  | 'question'
  | 'slash'
  | 'flag'
  | 'send'
  | 'info'
  | 'halted'
  | 'bug'
  | 'step'
  | 'breakpoint'
  | 'robot';

/** What a colour means; its class in the style sheet is `tone-<name>`. */
export type Tone = 'plain' | 'ok' | 'warn' | 'crit' | 'fault' | 'debug';

/** What the event log can be filtered by. */
export type EventGroup = 'state' | 'alarm' | 'fault' | 'loss' | 'debug' | 'other';

/** How one kind of event looks wherever it is shown. */
export interface EventLook {
  readonly icon: EventIcon;
  readonly tone: Tone;
  readonly group: EventGroup;
  /** The gravest of several events that share a place lends it its icon; 0 = least. */
  readonly gravity: number;
}

const STATES: Readonly<Record<DeviceState, EventLook>> = {
  safeState: { icon: 'shield', tone: 'crit', group: 'state', gravity: 9 },
  error: { icon: 'warning', tone: 'warn', group: 'state', gravity: 7 },
  idle: { icon: 'reset', tone: 'plain', group: 'state', gravity: 3 },
  measuring: { icon: 'play', tone: 'ok', group: 'state', gravity: 2 },
};

const look = (icon: EventIcon, tone: Tone, group: EventGroup, gravity: number): EventLook => ({
  icon,
  tone,
  group,
  gravity,
});

const CRITICAL = look('error', 'crit', 'alarm', 10);
const WARNING = look('warning', 'warn', 'alarm', 8);
const CLEARED = look('pass', 'ok', 'alarm', 2);
const LINK_DOWN = look('unplugged', 'warn', 'state', 7);
const LINK_UP = look('plug', 'ok', 'state', 2);
const LINK_CLOSED = look('unplugged', 'plain', 'state', 3);
const FAULT = look('zap', 'fault', 'fault', 6);
const DISARMED = look('zapOff', 'fault', 'fault', 4);
const MISSED = look('question', 'warn', 'fault', 5);
const CAUGHT = look('pass', 'ok', 'fault', 1);
const DROPPED = look('slash', 'warn', 'loss', 7);
const REJECTED = look('slash', 'plain', 'loss', 5);
const DEBUG: Readonly<Record<DebugFact['act'], EventLook>> = {
  launched: look('bug', 'plain', 'debug', 3),
  attached: look('bug', 'plain', 'debug', 3),
  running: look('bug', 'plain', 'debug', 3),
  halted: look('halted', 'debug', 'debug', 8),
  exception: look('error', 'crit', 'debug', 10),
  continued: look('play', 'plain', 'debug', 2),
  stepped: look('step', 'plain', 'debug', 1),
  reset: look('reset', 'plain', 'debug', 6),
  ended: look('stop', 'plain', 'debug', 3),
  released: look('unplugged', 'plain', 'debug', 5),
};
const BREAKPOINT: Readonly<Record<BreakpointFact['outcome'], EventLook>> = {
  asked: look('breakpoint', 'debug', 'debug', 9),
  halted: look('breakpoint', 'debug', 'debug', 9),
  failed: look('breakpoint', 'warn', 'debug', 9),
};
const MARK = look('flag', 'plain', 'other', 4);
const SENT = look('send', 'plain', 'other', 1);
const NOTE = look('info', 'plain', 'other', 0);
const ASSISTANT = look('robot', 'plain', 'other', 5);
const ASSISTANT_FAILED = look('robot', 'warn', 'other', 5);

/** Icon, colour, group and gravity of what happened. */
export function eventLook(fact: TelemetryFact): EventLook {
  switch (fact.kind) {
    case 'state':
      // The arrow says reset: out of Measuring there is only a stop.
      return fact.to === 'idle' && fact.from === 'measuring'
        ? { ...STATES.idle, icon: 'stop' }
        : STATES[fact.to];
    case 'link':
      if (fact.link.kind === 'reconnecting') return LINK_DOWN;
      return fact.link.kind === 'closed' ? LINK_CLOSED : LINK_UP;
    case 'armed':
    case 'injected':
      return FAULT;
    case 'disarmed':
      return DISARMED;
    case 'caught':
      return CAUGHT;
    case 'missed':
      return MISSED;
    case 'rejected':
      return REJECTED;
    case 'dropped':
      return DROPPED;
    case 'limit':
      if (!fact.raised) return CLEARED;
      return fact.limit.level === 'critical' ? CRITICAL : WARNING;
    case 'mark':
      return MARK;
    case 'sent':
      return SENT;
    case 'note':
      return NOTE;
    case 'debug':
      return DEBUG[fact.act];
    case 'breakpoint':
      return BREAKPOINT[fact.outcome];
    case 'assistant':
      return fact.outcome === 'failed' ? ASSISTANT_FAILED : ASSISTANT;
  }
}
