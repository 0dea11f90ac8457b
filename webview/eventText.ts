import { t } from '@vscode/l10n';
import { rejectText } from '../src/causeWords';
import type { LinkState, TelemetryEvent, TelemetryFact } from '../src/model';
import { refusalText } from '../src/refusalWords';
import { assistantText } from './assistantText';
import { boundNumber, boundText } from './boundText';
import { faultIdText, faultName, injectionText } from './faultName';
import { breakpointText, debugText } from './debugText';
import { bytesText, countText, valueText } from './format';
import { spanText } from './spanText';
import { stateName } from './stateLook';

/** One event in words, in the reader's language. */
export interface EventText {
  /** A few words beside its icon in a lane: `temp_motor > 70`. */
  readonly label: string;
  /** All of it in one sentence without its full stop, for the log and the hover. */
  readonly sentence: string;
  /** What else is known, empty when there is nothing. */
  readonly detail: string;
}

type Of<K extends TelemetryFact['kind']> = Extract<TelemetryFact, { kind: K }>;

/** The words of an event; every fact has a label and a sentence. */
export function eventText(event: TelemetryEvent): EventText {
  const words = factText(event);
  const lasted = event.lastMs - event.timeMs;
  const again =
    event.count > 1 && lasted >= 1
      ? t('{0} times in {1}', countText(event.count), spanText(lasted))
      : '';
  return { ...words, detail: [words.detail, again].filter((part) => part !== '').join(' · ') };
}

function factText(event: TelemetryEvent): EventText {
  const { fact, count } = event;
  switch (fact.kind) {
    case 'state':
      return text(
        stateName(fact.to),
        fact.cause === '' ? stateName(fact.to) : `${stateName(fact.to)}: ${fact.cause}`,
        t('before: {0}', stateName(fact.from)),
      );
    case 'link':
      return linkText(fact.link);
    case 'armed':
    case 'disarmed':
      return armedText(fact);
    case 'injected': {
      const which = injectionText(fact.faultId, fact.first, fact.last);
      return text(which, t('{0} injected: {1}', which, faultName(fact.fault)));
    }
    case 'caught': {
      const which = injectionText(fact.faultId, fact.number, fact.number);
      const id = faultIdText(fact.faultId);
      return count > 1
        ? text(
            t('{0} caught', id),
            t('{0}: {1} caught, the last by {2}', id, countText(count), fact.by),
            which,
          )
        : text(t('{0} caught', which), t('{0} caught by {1}', which, fact.by));
    }
    case 'missed':
      return missedText(fact, count);
    case 'rejected':
      return rejectedText(fact);
    case 'dropped':
      return droppedText(fact);
    case 'limit':
      return limitText(fact);
    case 'mark':
      return fact.text === ''
        ? text(t('Mark'), t('Mark'))
        : text(fact.text, t('Mark: {0}', fact.text));
    case 'sent':
      return text(fact.text, t('Sent: {0}', fact.text));
    case 'note':
      return text(fact.text, fact.text);
    case 'debug':
      return debugText(fact, event);
    case 'breakpoint':
      return breakpointText(fact);
    case 'assistant':
      return assistantText(fact);
  }
}

const text = (label: string, sentence: string, detail = ''): EventText => ({
  label,
  sentence,
  detail,
});

function linkText(link: LinkState): EventText {
  switch (link.kind) {
    case 'opening':
      return text(t('opening'), t('Opening the link'));
    case 'open':
      return text(t('open'), t('Link open'));
    case 'closed':
      return link.reason === undefined || link.reason === ''
        ? text(t('closed'), t('Link closed'))
        : text(link.reason, t('Link closed: {0}', link.reason));
    case 'reconnecting':
      return text(
        link.reason,
        t('Link broken: {0}', link.reason),
        t('reconnecting, attempt {0}', countText(link.attempt)),
      );
  }
}

function armedText({ kind, faultId, spec, why }: Of<'armed' | 'disarmed'>): EventText {
  const id = faultIdText(faultId);
  const name = faultName(spec.kind);
  if (kind === 'disarmed')
    return text(t('{0} disarmed', id), t('{0} disarmed: {1}', id, name), why);
  const path = spec.direction === 'send' ? t('on the send path') : t('on received data');
  const channel = spec.channel === undefined ? '' : t('channel {0}', spec.channel);
  const detail = [path, channel, t('seed {0}', String(spec.seed)), why];
  return text(
    t('{0} armed', id),
    t('{0} armed: {1}', id, name),
    detail.filter((part) => part !== '').join(' · '),
  );
}

function missedText({ faultId, number }: Of<'missed'>, count: number): EventText {
  const id = faultIdText(faultId);
  const which = injectionText(faultId, number, number);
  return count > 1
    ? text(
        t('{0} missed', id),
        t('{0}: {1} missed, the last was {2}', id, countText(count), which),
        t('No rejection, limit or state change followed in time'),
      )
    : text(
        t('{0} missed', which),
        t('{0} missed', which),
        t('No rejection, limit or state change followed in time'),
      );
}

function rejectedText({ cause, frames, detail }: Of<'rejected'>): EventText {
  const why = rejectText(cause);
  const number = countText(frames);
  const sentence =
    frames === 1 ? t('1 frame rejected: {0}', why) : t('{0} frames rejected: {1}', number, why);
  return text(t('{0} rejected', number), sentence, refusalText(detail));
}

function droppedText({ stage, bytes }: Of<'dropped'>): EventText {
  const size = bytesText(bytes);
  const sentence =
    stage === 'source'
      ? t('{0} dropped at the source', size)
      : t('{0} dropped: the queue was full', size);
  return text(t('{0} dropped', size), sentence);
}

function limitText({ limit, raised, value, unit }: Of<'limit'>): EventText {
  const { channel, level, side } = limit;
  const bound = boundText(limit.bound, unit);
  const measured = valueText(value, unit);
  const short = `${channel} ${side === 'high' ? '>' : '<'} ${boundNumber(limit.bound)}`;
  if (!raised) {
    const sentence =
      level === 'critical'
        ? t('{0} {1}: critical limit {2} cleared', channel, measured, bound)
        : t('{0} {1}: warning limit {2} cleared', channel, measured, bound);
    return text(t('{0} cleared', short), sentence);
  }
  const args = [channel, measured, bound] as const;
  if (side === 'high') {
    return level === 'critical'
      ? text(short, t('{0} {1} above critical {2}', ...args))
      : text(short, t('{0} {1} above warning {2}', ...args));
  }
  return level === 'critical'
    ? text(short, t('{0} {1} below critical {2}', ...args))
    : text(short, t('{0} {1} below warning {2}', ...args));
}
