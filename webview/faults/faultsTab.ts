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
  private parts: Parts | undefined;

  constructor(private readonly post: (message: FromWebview) => void) {}

  update({ device, nowMs }: PanelView): void {
    // Made when it is first seen: a form of so many fields takes a third of the time that the whole panel does.
    this.parts ??= this.build();
    const { form, cards, score } = this.parts;
    form.update(device);
    cards.update(device, nowMs);
    score.update(device);
  }

  private build(): Parts {
    const { post } = this;
    const [form, cards, score] = [new FaultForm(post), new FaultCards(post), new ScoreBox(post)];
    const heading = el('h3', { text: t('Arm a fault') });
    this.element.append(heading, form.element, cards.element, score.element);
    return { form, cards, score };
  }
}

interface Parts {
  readonly form: FaultForm;
  readonly cards: FaultCards;
  readonly score: ScoreBox;
}
