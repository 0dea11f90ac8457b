import { t } from '@vscode/l10n';
import type { BreakpointFact, DebugFact, SourcePlace } from '../src/debugFacts';
import type { TelemetryEvent } from '../src/model';
import type { EventText } from './eventText';
import { spanText } from './spanText';

/** Where a halt is, as its flag says it: `main.c:114`; the function where there is no file. */
export function placeText({ path, line, function: name }: SourcePlace): string {
  const file = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return file === '' ? name : `${file}:${String(line)}`;
}

/** The words of what a debug session has done. */
export function debugText(fact: DebugFact, event: TelemetryEvent): EventText {
  const { session } = fact;
  const seen = fact.seenBy === 'window' ? t('as the window tells') : '';
  switch (fact.act) {
    case 'launched':
      return text(t('debug'), t('Debug session started: {0}', session), seen);
    case 'attached':
      return text(t('debug'), t('Debugger attached: {0}', session), seen);
    case 'running':
      return text(t('debug'), t('Debug session under way: {0}', session), seen);
    case 'continued':
      return text(t('continued'), t('Continued by the debugger'), session, seen);
    case 'stepped':
      return text(t('step'), t('Stepped by the debugger'), session, seen);
    case 'reset':
      return text(t('reset'), t('Reset by the debugger'), session, seen);
    case 'ended':
      return text(t('debug ended'), t('Debug session ended: {0}', session), seen);
    case 'released': {
      const span = spanText(event.lastMs - event.timeMs);
      const sentence = t('Port released for debug session {0}', session);
      if (fact.open === true) return text(t('released'), sentence, t('not yet back'));
      return text(t('released {0}', span), sentence, t('for {0}', span));
    }
    case 'halted':
    case 'exception':
      return haltText(fact, event, seen);
  }
}

function haltText(fact: DebugFact, event: TelemetryEvent, seen: string): EventText {
  const { place, open, reason = '', session } = fact;
  const span = open === true ? '' : spanText(event.lastMs - event.timeMs);
  const label = open === true ? t('halted') : t('halted {0}', span);
  const where = place === undefined ? '' : placeText(place);
  const lasted = open === true ? t('still halted') : t('for {0}', span);
  const inFunction =
    place === undefined || place.function === '' || place.path === ''
      ? ''
      : t('in {0}', place.function);
  const isException = fact.act === 'exception';
  const sentence = isException
    ? where === ''
      ? t('Exception: {0}', reason)
      : t('Exception at {0}: {1}', where, reason)
    : where === ''
      ? t('Halted by the debugger')
      : t('Halted at {0}', where);
  return text(label, sentence, inFunction, isException ? '' : reason, lasted, session, seen);
}

/** The words of a telemetry breakpoint that was hit. */
export function breakpointText({ when, outcome, latencyMs, detail }: BreakpointFact): EventText {
  switch (outcome) {
    case 'asked':
      return text(when, t('Breakpoint {0} hit: pausing', when), detail);
    case 'failed':
      return text(when, t('Breakpoint {0} hit, and nothing was paused', when), detail);
    case 'halted': {
      const latency = spanText(latencyMs ?? 0);
      const sentence = t('Breakpoint {0}: halted {1} after the sample', when, latency);
      return text(when, sentence, t('not the exact instruction'), detail);
    }
  }
}

function text(label: string, sentence: string, ...details: readonly string[]): EventText {
  return { label, sentence, detail: details.filter((part) => part !== '').join(' · ') };
}
