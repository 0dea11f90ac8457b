import { t } from '@vscode/l10n';
import type { FromWebview } from '../src/protocol';
import { button } from './controls';
import { el } from './dom';
import { icon } from './icons';
import { iconButton } from './plots/iconButton';

const LINE = 'printf("temp:%.1f\\n", temp);';

/** What a panel without a device shows: the one line that makes it plot, and two ways to begin. */
export function emptyState(post: (message: FromWebview) => void): HTMLElement {
  const start = button(t('Start the simulated device'), 'play', 'start-simulator', () => {
    post({ type: 'startSimulator' });
  });
  start.setPrimary(true);
  const connect = button(t('Connect a serial port'), 'plug', 'connect-serial', () => {
    post({ type: 'connectSerial' });
  });
  const copy = iconButton(t('Copy the line'), 'copy', 'copy-line', () => {
    post({ type: 'copy', text: LINE });
  });
  const says = t('Print one line from your firmware and it plots. No configuration.');
  return el(
    'main',
    { class: 'no-device' },
    icon('pulse', 56),
    el('h1', { text: t('No device yet') }),
    el('p', { text: says }),
    el('div', { class: 'snippet' }, el('code', { text: LINE }), copy.element),
    el('div', { class: 'row' }, start.element, connect.element),
  );
}
