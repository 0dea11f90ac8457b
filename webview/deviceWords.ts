import { t } from '@vscode/l10n';
import type { DeviceView } from '../src/protocol';
import { rateText, withUnit } from './format';
import { stateName } from './stateLook';

/** The link in words: what is most telling first, the rest dimmed behind it. */
export interface LinkWords {
  readonly main: string;
  readonly more: string;
  readonly title: string;
  readonly icon: 'plug' | 'unplugged' | 'sync';
}

/** What the header says of the link: its name while all is well, else why not. */
export function linkWords({ link, linkLabel, linkDetail }: DeviceView): LinkWords {
  switch (link.kind) {
    case 'open':
      return {
        main: linkLabel,
        more: linkDetail,
        title: [t('{0}: open', linkLabel), linkDetail].filter((part) => part !== '').join(', '),
        icon: 'plug',
      };
    case 'opening':
      return {
        main: linkLabel,
        more: t('opening'),
        title: t('{0}: opening', linkLabel),
        icon: 'plug',
      };
    case 'closed': {
      const reason = link.reason ?? '';
      const title = t('{0}: closed', linkLabel);
      return {
        main: reason === '' ? linkLabel : sentence(reason),
        more: t('closed'),
        title: reason === '' ? title : `${title}, ${reason}`,
        icon: 'unplugged',
      };
    }
    case 'reconnecting':
      return {
        main: sentence(link.reason),
        more: t('reconnecting, attempt {0}', String(link.attempt)),
        title: `${t('{0}: reconnecting', linkLabel)}, ${link.reason}`,
        icon: 'sync',
      };
  }
}

/** What comes in now: nothing while the link is not open. */
export function rateOf({ link, samplesPerSecond }: DeviceView): { value: string; unit: string } {
  return rateText(link.kind === 'open' ? samplesPerSecond : 0);
}

/** A device in a few words beside its name: `2 armed · Measuring · 1.00 kS/s`. */
export function deviceLine(device: DeviceView): string {
  const { state, cause, link, faults } = device;
  const parts: string[] = [];
  if (link.kind === 'reconnecting') {
    parts.push(t('Reconnecting {0}', String(link.attempt)), link.reason);
  } else if (state === 'safeState') parts.push(stateName(state), cause);
  else if (link.kind === 'closed' && link.reason !== undefined) {
    parts.push(stateName(state), link.reason);
  } else if (state === 'idle') parts.push(stateName(state));
  else {
    const { value, unit } = rateOf(device);
    parts.push(stateName(state), withUnit(value, unit));
  }
  if (faults.length > 0) parts.unshift(t('{0} armed', String(faults.length)));
  return parts.filter((part) => part !== '').join(' · ');
}

/** Why Start is refused; undefined when it is not. */
export function startRefusal({ state, cause }: DeviceView): string | undefined {
  return state === 'safeState' ? t('In SafeState: {0}. Reset first.', cause) : undefined;
}

/** Why Reset is refused; undefined when it is not. */
export function resetRefusal({ state }: DeviceView): string | undefined {
  const resettable = state === 'error' || state === 'safeState';
  return resettable ? undefined : t('There is nothing to reset: no error, no SafeState.');
}

/** Why nothing can be sent; undefined when it can. */
export function sendRefusal(device: DeviceView): string | undefined {
  const { state, cause, link, name } = device;
  if (state === 'safeState') {
    return t('{0} is in SafeState ({1}): commands are refused. Reset it first.', name, cause);
  }
  if (link.kind === 'open') return undefined;
  return t('The link of {0} is not open: {1}. Reconnect it first.', name, linkWords(device).more);
}

/** The text as the begin of a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
