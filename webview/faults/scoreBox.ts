import { t } from '@vscode/l10n';
import type { DeviceView, FromWebview } from '../../src/protocol';
import { button } from '../controls';
import { el, setShown, setText } from '../dom';
import { withUnit } from '../format';
import { progress } from './progress';
import { caughtShare, missedText, scoreSentence } from './scoreWords';

/** How many of the injected faults were noticed, as a share, a bar and a sentence. */
export class ScoreBox {
  readonly element = el('section', {
    class: 'score',
    attributes: { 'aria-label': t('Detection score') },
  });
  private readonly share = el('strong', { class: 'score-share' });
  private readonly bar = progress('ok');
  private readonly says = el('p', { class: 'small dim' });
  private readonly missed = el('p', { class: 'small dim' });
  private readonly clear = button(t('Clear score'), undefined, 'score-clear', () => {
    this.post({ type: 'clearScore', deviceId: this.deviceId });
  });
  private deviceId = '';

  constructor(private readonly post: (message: FromWebview) => void) {
    const head = el('div', { class: 'score-head' }, el('h3', { text: t('Detection score') }));
    head.append(this.share);
    this.element.append(head, this.bar.element, this.says, this.missed, this.clear.element);
  }

  update({ id, score }: DeviceView): void {
    this.deviceId = id;
    const share = caughtShare(score);
    const percent = share === undefined ? '' : withUnit(String(Math.round(share * 100)), '%');
    setText(this.share, percent);
    this.bar.set(share);
    setText(this.says, scoreSentence(score));
    const missed = missedText(score);
    setText(this.missed, missed);
    setShown(this.missed, missed !== '');
    setShown(this.clear.element, score.injected > 0);
  }
}
