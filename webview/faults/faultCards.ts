import { t } from '@vscode/l10n';
import type { ArmedFault } from '../../src/model';
import type { DeviceView, FromWebview } from '../../src/protocol';
import { badge } from '../controls';
import { el, setShown, setText } from '../dom';
import { faultIdText, faultName } from '../faultName';
import { icon } from '../icons';
import { iconButton } from '../plots/iconButton';
import { leftOf } from './faultTime';
import { parametersText } from './faultWords';
import { progress } from './progress';
import { caughtText, missedText } from './scoreWords';

interface Card {
  readonly element: HTMLElement;
  update(fault: ArmedFault, nowMs: number): void;
}

/** The armed faults of a device, a card each: what, how long still, what was caught, and disarm. */
export class FaultCards {
  readonly element = el('section', {
    class: 'fault-cards',
    attributes: { 'aria-label': t('Armed') },
  });
  private readonly count = badge();
  private readonly nothing = el('p', { class: 'dim', text: t('Nothing is armed.') });
  private readonly list = el('div', { class: 'cards' });
  private readonly cards = new Map<string, Card>();
  private deviceId = '';

  constructor(private readonly post: (message: FromWebview) => void) {
    const heading = el('h3', { class: 'with-count', text: t('Armed') });
    heading.append(this.count.element);
    this.element.append(heading, this.nothing, this.list);
  }

  update(device: DeviceView, nowMs: number): void {
    this.deviceId = device.id;
    const { faults } = device;
    this.count.set(faults.length);
    setShown(this.nothing, faults.length === 0);
    const keys = new Set(faults.map(({ id }) => `${device.id}|${String(id)}`));
    for (const [key, card] of this.cards) {
      if (keys.has(key)) continue;
      card.element.remove();
      this.cards.delete(key);
    }
    for (const fault of faults) {
      const key = `${device.id}|${String(fault.id)}`;
      let card = this.cards.get(key);
      if (card === undefined) {
        card = this.makeCard(fault, device);
        this.cards.set(key, card);
        this.list.append(card.element);
      }
      card.update(fault, nowMs);
    }
  }

  private makeCard({ id, spec }: ArmedFault, device: DeviceView): Card {
    const name = faultName(spec.kind);
    const left = el('span', { class: 'left small' });
    const bar = progress('fault');
    const caught = el('span');
    const missed = el('span', { class: 'dim' });
    const disarm = iconButton(t('Disarm {0}', faultIdText(id)), 'close', 'fault-disarm', () => {
      this.post({ type: 'disarmFault', deviceId: this.deviceId, faultId: id });
    });
    const unit = device.channels.find((one) => one.name === spec.channel)?.unit ?? '';
    const title = el('div', { class: 'card-name' }, el('strong', { text: name }));
    title.append(el('span', { class: 'dim small', text: faultIdText(id) }));
    const head = el('div', { class: 'card-head' }, icon('zap'), title, left, disarm.element);
    const score = el('div', { class: 'card-score small' }, icon('pass', 14), caught, missed);
    const words = el('div', { class: 'card-words small', text: parametersText(spec, unit) });
    const attributes = { role: 'group', 'aria-label': `${name} ${faultIdText(id)}` };
    const element = el('div', { class: 'fault-card', attributes }, head, bar.element, words, score);
    return {
      element,
      update(fault, nowMs) {
        const still = leftOf(fault, nowMs);
        setText(left, still.text);
        bar.set(still.share);
        setText(caught, caughtText(fault.score));
        const why = fault.score.caughtBy;
        const more = [missedText(fault.score), why === '' ? '' : t('last by {0}', why)];
        setText(missed, more.filter((part) => part !== '').join(' · '));
      },
    };
  }
}
