import { t } from '@vscode/l10n';
import type { DeviceView } from '../src/protocol';
import { deviceLine } from './deviceWords';
import { el } from './dom';
import { icon } from './icons';
import { openPopup } from './plots/popup';
import { stateLook } from './stateLook';

/** Opens the list of devices at an element, the chosen one in focus; Enter, Space and a click choose. */
export function openDeviceList(
  anchor: HTMLElement,
  devices: readonly DeviceView[],
  chosenId: string,
  choose: (deviceId: string) => void,
  onClose: () => void,
): void {
  const lines = devices.map((device) => line(device, device.id === chosenId));
  const attributes = { role: 'listbox', 'aria-label': t('Device') };
  const list = el('div', { class: 'menu device-list', attributes }, ...lines);
  const take = (at: number) => {
    popup.close();
    choose(devices[at].id);
  };
  lines.forEach((element, i) => {
    element.addEventListener('click', () => {
      take(i);
    });
    element.addEventListener('mouseenter', () => {
      element.focus();
    });
  });
  list.addEventListener('keydown', (event) => {
    const at = lines.findIndex((one) => one === document.activeElement);
    const to = lineAt(event.key, at, devices);
    const chooses = event.key === 'Enter' || event.key === ' ';
    if (to === undefined && !chooses && event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Tab') popup.close();
    else if (chooses) take(Math.max(0, at));
    else if (to !== undefined) lines[to].focus();
  });
  const popup = openPopup(anchor, list, 'below', onClose);
  const chosen = devices.findIndex(({ id }) => id === chosenId);
  lines.at(Math.max(0, chosen))?.focus();
}

function line(device: DeviceView, chosen: boolean): HTMLElement {
  const { icon: name } = stateLook(device.state);
  const link = device.link.kind === 'reconnecting' ? 'sync' : name;
  const mark = el('span', { class: `state-icon state-${device.state}` }, icon(link));
  const words = el('span', { class: 'device-line' }, el('span', { text: device.name }));
  words.append(el('span', { class: 'dim small', text: deviceLine(device) }));
  const attributes = {
    role: 'option',
    tabindex: '-1',
    'aria-selected': String(chosen),
    'data-testid': `device-${device.id}`,
  };
  return el('div', { class: 'menu-item', attributes }, mark, words);
}

/** The line a key goes to; undefined when it is no key of movement. */
function lineAt(key: string, at: number, devices: readonly DeviceView[]): number | undefined {
  const count = devices.length;
  if (key === 'ArrowDown') return Math.min(count - 1, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key.length !== 1 || key === ' ') return undefined;
  for (let i = at + 1; i <= at + count; i++) {
    const { name } = devices[i % count];
    if (name.toLowerCase().startsWith(key.toLowerCase())) return i % count;
  }
  return undefined;
}
