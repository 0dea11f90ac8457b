import { t } from '@vscode/l10n';
import type { TelemetryEvent } from '../src/model';
import type { FromWebview } from '../src/protocol';
import { button } from './controls';
import { el, setShown, setText } from './dom';
import { icon } from './icons';
import type { PanelView } from './panelView';
import { safeCommandOf, whySafe } from './safeWords';
import { timeOfDay } from './timeText';

/** Since when, why, what was sent, what goes on, and the way out; not there in any other state. */
export class SafeStateBlock {
  readonly element = el('section', {
    class: 'safe-block',
    attributes: { 'aria-label': 'SafeState' },
  });
  private readonly heading = el('h2', { class: 'safe-heading' });
  private readonly why = el('span');
  private readonly sent = el('span');
  private deviceId = '';

  constructor(private readonly post: (message: FromWebview) => void) {
    const intent = (type: 'reset' | 'showRejected' | 'showHistory') => () => {
      this.post({ type, deviceId: this.deviceId });
    };
    const reset = button(t('Reset'), 'reset', 'safe-reset', intent('reset'));
    reset.setPrimary(true);
    const rejected = t('Show rejected frames');
    const history = t('State history');
    const actions = el(
      'div',
      { class: 'row' },
      reset.element,
      button(rejected, undefined, 'safe-rejected', intent('showRejected')).element,
      button(history, undefined, 'safe-history', intent('showHistory')).element,
    );
    const refused = t(
      'Start, commands and faults on the send path are refused until you reset. Receiving and plotting go on.',
    );
    const reasons = el('p', {}, this.why, ' ', this.sent);
    const text = el('div', {}, this.heading, reasons, el('p', { text: refused }), actions);
    this.element.append(icon('shield', 20), text);
    setShown(this.element, false);
  }

  /** `events`: those of the device in focus. */
  update({ device, wallOffsetMs }: PanelView, events: readonly TelemetryEvent[]): void {
    this.deviceId = device.id;
    const safe = device.state === 'safeState';
    setShown(this.element, safe);
    if (!safe) return;
    const since = timeOfDay(device.sinceMs + wallOffsetMs, 1000);
    setText(this.heading, t('SafeState since {0}: the device was stopped to protect it', since));
    setText(this.why, whySafe(device.cause));
    const command = safeCommandOf(events, device.sinceMs);
    setText(this.sent, command === undefined ? '' : t('The safe command {0} was sent.', command));
  }
}
