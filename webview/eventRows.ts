import { t } from '@vscode/l10n';
import type { TelemetryEvent } from '../src/model';
import type { DeviceView } from '../src/protocol';
import { el } from './dom';
import { eventLook } from './eventLook';
import { eventText } from './eventText';
import { icon } from './icons';
import { timeOfDay } from './timeText';

/** More than these are a matter for the event log. */
const MAX_ROWS = 8;

/** What a row needs beside the event. */
export interface RowContext {
  readonly wallOffsetMs: number;
  /** Its device's name, or empty where there is one device only. */
  nameOf(deviceId: string): string;
}

/** Names devices where there are several. */
export function rowContext(devices: readonly DeviceView[], wallOffsetMs: number): RowContext {
  const names = new Map(devices.map(({ id, name }) => [id, name]));
  return { wallOffsetMs, nameOf: (id) => (names.size > 1 ? (names.get(id) ?? '') : '') };
}

/** Events explained one below the other: icon, time, sentence, detail. */
export function eventRows(events: readonly TelemetryEvent[], context: RowContext): HTMLElement {
  const list = el('div', { class: 'event-rows' });
  for (const event of events.slice(0, MAX_ROWS)) list.append(row(event, context));
  const more = events.length - MAX_ROWS;
  if (more > 0) {
    list.append(el('div', { class: 'dim', text: t('{0} more in the event log', String(more)) }));
  }
  return list;
}

function row(event: TelemetryEvent, context: RowContext): HTMLElement {
  const { sentence, detail } = eventText(event);
  const { icon: name, tone } = eventLook(event.fact);
  const time = timeOfDay(event.timeMs + context.wallOffsetMs, 1);
  const words = el('div', {}, el('div', { text: sentence }));
  const more = [context.nameOf(event.deviceId), detail].filter((part) => part !== '').join(' · ');
  if (more !== '') words.append(el('div', { class: 'dim small', text: more }));
  const mark = el('span', { class: `tone tone-${tone}` }, icon(name, 14));
  return el('div', { class: 'event-row' }, mark, el('span', { class: 'dim', text: time }), words);
}

/** The same in one line, for a screen reader. */
export function eventLine(events: readonly TelemetryEvent[], context: RowContext): string {
  const first = events.at(0);
  if (first === undefined) return t('Nothing has happened yet.');
  const time = timeOfDay(first.timeMs + context.wallOffsetMs, 1);
  const sentences = events.slice(0, MAX_ROWS).map((event) => {
    const name = context.nameOf(event.deviceId);
    const { sentence } = eventText(event);
    return name === '' ? sentence : `${name}: ${sentence}`;
  });
  const more = events.length - MAX_ROWS;
  if (more > 0) sentences.push(t('{0} more in the event log', String(more)));
  return `${time} ${sentences.join('; ')}`;
}
