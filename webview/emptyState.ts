import type { FromWebview } from '../src/protocol';
import { button } from './controls';
import { el } from './dom';
import { icon } from './icons';

const LINE = 'printf("temp:%.1f\\n", temp);';

/** What a panel without a device shows: the one line that makes it plot, and two ways to begin. */
export function emptyState(post: (message: FromWebview) => void): HTMLElement {
  const start = button('Start the simulated device', 'play', 'start-simulator', () => {
    post({ type: 'startSimulator' });
  });
  start.setPrimary(true);
  const connect = button('Connect a serial port', 'plug', 'connect-serial', () => {
    post({ type: 'connectSerial' });
  });
  const copy = el('button', {
    class: 'icon-button',
    title: 'Copy',
    attributes: { type: 'button', 'aria-label': 'Copy the line' },
  });
  copy.append(icon('copy'));
  copy.addEventListener('click', () => {
    void navigator.clipboard.writeText(LINE);
  });
  return el(
    'main',
    { class: 'empty' },
    icon('pulse', 56),
    el('h1', { text: 'No device yet' }),
    el('p', { text: 'Print one line from your firmware and it plots. No configuration.' }),
    el('div', { class: 'snippet' }, el('code', { text: LINE }), copy),
    el('div', { class: 'row' }, start.element, connect.element),
  );
}
