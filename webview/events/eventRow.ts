import type { TelemetryEvent } from '../../src/model';
import { el } from '../dom';
import { eventLook } from '../eventLook';
import { eventText } from '../eventText';
import { icon } from '../icons';
import { timeOfDay } from '../timeText';

/** One line of the log: icon, time, what happened, and what else is known. */
export function eventRow(
  event: TelemetryEvent,
  wallOffsetMs: number,
  deviceName: string,
): HTMLElement {
  const { sentence, detail } = eventText(event);
  const { icon: name, tone } = eventLook(event.fact);
  const mark = el('span', { class: `tone tone-${tone}` }, icon(name));
  const time = el('span', { class: 'dim', text: timeOfDay(event.timeMs + wallOffsetMs, 10) });
  const words = el('span', { class: 'log-words' }, el('span', { text: sentence }));
  const more = [deviceName, detail].filter((part) => part !== '').join(' · ');
  if (more !== '') words.append(el('span', { class: 'dim small', text: more }));
  return el('div', { class: 'log-row' }, mark, time, words);
}
