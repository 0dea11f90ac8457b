import { t } from '@vscode/l10n';
import type { DeviceView, FromWebview, TroubleView } from '../../src/protocol';
import { el, setShown, setText } from '../dom';

const LONG_MS = 3000;

/** What the plot says before its first sample: that it waits, and after 3 s why it still does. */
export class Waiting {
  readonly element = el('p', { class: 'waiting dim' });
  private readonly text = el('span');
  private readonly why = el('button', {
    class: 'link-button plain',
    text: t('Why?'),
    title: t('Why is nothing plotted?'),
    attributes: { type: 'button' },
  });
  private readonly trouble = el('span', { class: 'waiting-trouble' });
  private readonly use = el('button', {
    class: 'link-button plain',
    attributes: { type: 'button' },
  });
  private readonly build = el('button', {
    class: 'link-button plain',
    text: t('Build a schema…'),
    attributes: { type: 'button' },
  });
  private deviceId = '';

  constructor(post: (message: FromWebview) => void) {
    this.element.append(this.text, this.why, this.trouble, this.use, this.build);
    this.why.addEventListener('click', () => {
      post({ type: 'showWhy', deviceId: this.deviceId });
    });
    this.use.addEventListener('click', () => {
      post({ type: 'useProposedFormat', deviceId: this.deviceId });
    });
    this.build.addEventListener('click', () => {
      post({ type: 'buildSchema', deviceId: this.deviceId });
    });
  }

  /** Says what is missing, also that there is no plot; true while it still waits, so that time can change what it says. */
  update(
    { id, state, sinceMs, counters, trouble }: DeviceView,
    nowMs: number,
    hasPlots: boolean,
  ): boolean {
    this.deviceId = id;
    const waits = counters.samples === 0;
    setShown(this.element, waits || !hasPlots);
    if (!waits) {
      setShown(this.why, false);
      this.explain(undefined);
      setText(this.text, t('No plot is open. Tick a channel, or add a plot.'));
      return false;
    }
    const long = state !== 'idle' && nowMs - sinceMs > LONG_MS;
    const undecoded = long && counters.bytesIn > 0;
    setShown(this.why, undecoded);
    this.explain(undecoded ? trouble : undefined);
    const reason = undecoded ? t('Bytes arrive, nothing decoded.') : t('No bytes yet');
    setText(this.text, long ? reason : t('Waiting for the first sample…'));
    return !long && state !== 'idle';
  }

  /** The rule that was broken and the fix, with the one click that does it where there is one. */
  private explain(trouble: TroubleView | undefined): void {
    setShown(this.trouble, trouble !== undefined);
    setText(this.trouble, trouble === undefined ? '' : `${trouble.rule} ${trouble.fix}`);
    const proposed = trouble?.proposed;
    setShown(this.use, proposed !== undefined);
    setShown(this.build, trouble?.isBinary === true);
    if (proposed !== undefined) setText(this.use, t('Use {0}', proposed));
  }
}
