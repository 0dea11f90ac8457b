import { t } from '@vscode/l10n';
import type { FromWebview } from '../../src/protocol';
import { el } from '../dom';
import type { PanelView } from '../panelView';
import { FaultCards } from './faultCards';
import { FaultForm } from './faultForm';
import { ScoreBox } from './scoreBox';

/** Arms faults of every level, shows those that are armed and how many were noticed. */
export class FaultsTab {
  readonly element = el('div', { class: 'faults' });
  private readonly form: FaultForm;
  private readonly cards: FaultCards;
  private readonly score: ScoreBox;

  constructor(post: (message: FromWebview) => void) {
    this.form = new FaultForm(post);
    this.cards = new FaultCards(post);
    this.score = new ScoreBox(post);
    const heading = el('h3', { text: t('Arm a fault') });
    this.element.append(heading, this.form.element, this.cards.element, this.score.element);
  }

  update({ device, nowMs }: PanelView): void {
    this.form.update(device);
    this.cards.update(device, nowMs);
    this.score.update(device);
  }
}
