import { t } from '@vscode/l10n';
import { el, setShown, setText } from '../dom';
import { agoText } from '../format';
import { icon, type IconName } from '../icons';
import { lengthText } from './lengthText';
import type { TimeView } from '../timeView';

interface Words {
  readonly icon: IconName;
  readonly text: string;
  /** In its place where there is next to no room. */
  readonly short: string;
  /** Left out where there is little room. */
  readonly more: string;
  readonly action: 'resume' | 'back' | undefined;
}

const SECOND_MS = 1000;
const TENTH_MS = 100;

/** Says whether what is seen is now, and how to get there: `12 s behind live`, `Back to live`. */
export class Pill {
  readonly element = el('span', { class: 'pill' });
  private readonly text = el('span', { class: 'full' });
  private readonly little = el('span', { class: 'short' });
  private readonly more = el('span', { class: 'wide' });
  private readonly action = el('button', { class: 'pill-action', attributes: { type: 'button' } });
  private readonly word = el('span');
  private readonly short = el('span', { class: 'narrow-word' });
  private readonly key = el('kbd', { attributes: { 'aria-hidden': 'true' } });

  constructor(private readonly time: TimeView) {
    const words = el('span', { class: 'ellipsis' }, this.text, this.little, this.more);
    this.action.append(this.word, this.short, this.key);
    this.action.addEventListener('click', () => {
      if (time.mode === 'paused') time.resume();
      else time.backToLive();
    });
    this.element.append(words, this.action);
  }

  update(): void {
    const { icon: name, text, short, more, action } = this.words();
    this.element.dataset.mode = this.time.mode;
    setText(this.text, text);
    setText(this.little, short);
    setText(this.more, more);
    setShown(this.action, action !== undefined);
    if (action !== undefined) this.setAction(action);
    if (this.element.dataset.icon === name) return;
    this.element.dataset.icon = name;
    this.element.querySelector(':scope > .icon')?.remove();
    this.element.prepend(icon(name, 14));
  }

  private setAction(action: 'resume' | 'back'): void {
    const running = this.time.isRunning;
    const back = running ? t('Back to live') : t('Back to the end');
    setText(this.word, action === 'resume' ? t('Resume') : back);
    setText(this.short, action === 'resume' ? t('Resume') : running ? t('Live') : t('End'));
    setText(this.key, action === 'resume' ? t('Space') : t('End'));
    this.action.dataset.testid = action === 'resume' ? 'resume' : 'back-to-live';
    this.action.ariaLabel = this.word.textContent;
  }

  private words(): Words {
    const { time } = this;
    const none = { more: '', action: undefined };
    switch (time.mode) {
      case 'live':
        return { icon: 'play', text: t('Live'), short: t('Live'), ...none };
      case 'still':
        return { icon: 'circle', text: t('Time stands still'), short: t('Still'), ...none };
      case 'paused':
        return {
          icon: 'pause',
          text: t('Paused {0}', agoText(time.pausedForMs)),
          short: t('Paused'),
          more: t(', capture goes on'),
          action: 'resume',
        };
      case 'behind': {
        const { behindMs } = time;
        const tenths = Math.floor(behindMs / TENTH_MS) * TENTH_MS;
        // Whole seconds once it is some: the number must not flicker.
        const ago = behindMs < 10 * SECOND_MS ? lengthText(tenths) : agoText(behindMs);
        const text = time.isRunning ? t('{0} behind live', ago) : t('{0} before the end', ago);
        return { icon: 'history', text, short: `−${ago}`, more: '', action: 'back' };
      }
    }
  }
}
