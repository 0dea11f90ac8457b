import { t } from '@vscode/l10n';
import type { Limit } from '../../src/model';
import type { ChannelView, FromWebview } from '../../src/protocol';
import { el } from '../dom';
import { icon } from '../icons';
import { iconButton } from '../plots/iconButton';
import { limitEditor } from './limitEditor';
import { limitDetail, limitLine, sameLimit } from './limitWords';

/** The limits of one channel below its row: list, change, remove, add. */
export class ChannelLimits {
  readonly element = el('div', { class: 'channel-limits' });
  private limits: readonly Limit[] = [];
  private channel: ChannelView;
  private key = '';
  private editor: HTMLElement | undefined;

  /** `onClose`: the user is done, focus goes back to the row. */
  constructor(
    private readonly deviceId: string,
    channel: ChannelView,
    private readonly post: (message: FromWebview) => void,
    private readonly onClose: () => void,
  ) {
    this.channel = channel;
    this.element.dataset.testid = `limits-${channel.name}`;
  }

  /** Limits of this channel alone. */
  update(channel: ChannelView, limits: readonly Limit[]): void {
    this.channel = channel;
    const key = JSON.stringify([channel.unit, limits]);
    if (key === this.key) return;
    this.key = key;
    this.limits = limits;
    // What is being typed stays.
    if (this.editor === undefined) this.showList();
  }

  /** Asks for a new limit at once: near the value, above it. */
  add(): void {
    const { name, latest, unit } = this.channel;
    const bound = Number.isFinite(latest) ? Number((latest * 1.1).toPrecision(3)) : 0;
    const taken = (one: Pick<Limit, 'level' | 'side'>) =>
      this.limits.some((limit) => sameLimit(limit, { ...one, channel: name }));
    const free = (['high', 'low'] as const)
      .flatMap((side) => (['warning', 'critical'] as const).map((level) => ({ level, side })))
      .find((one) => !taken(one)) ?? { level: 'warning', side: 'high' };
    const rest = { channel: name, bound, hysteresis: 0, persistenceMs: 0, action: 'mark' } as const;
    this.edit({ ...rest, ...free }, undefined, unit);
  }

  private edit(limit: Limit, former: Limit | undefined, unit: string): void {
    const done = () => {
      this.editor = undefined;
      this.showList();
      if (this.limits.length === 0) this.onClose();
      else this.element.querySelector<HTMLElement>('button')?.focus();
    };
    this.editor = limitEditor({ ...limit, unit }, former === undefined, {
      set: (set) => {
        const { deviceId } = this;
        if (former !== undefined && !sameLimit(former, set)) this.remove(former);
        this.post({ type: 'setLimit', deviceId, limit: set });
        done();
      },
      cancel: done,
    });
    this.element.replaceChildren(this.editor);
    this.editor.querySelector<HTMLElement>('vscode-text-field')?.focus();
  }

  private remove({ channel, level, side }: Limit): void {
    this.post({
      type: 'removeLimit',
      deviceId: this.deviceId,
      limit: { channel, level, side },
    });
  }

  private showList(): void {
    const { unit } = this.channel;
    const add = el('button', {
      class: 'link-button plain small',
      text: t('Add a limit'),
      attributes: { type: 'button', 'data-testid': 'limit-add' },
    });
    add.addEventListener('click', () => {
      this.add();
    });
    this.element.replaceChildren(...this.limits.map((limit) => this.line(limit, unit)), add);
  }

  private line(limit: Limit, unit: string): HTMLElement {
    const name = limitLine(limit, unit);
    const tone = limit.level === 'critical' ? 'crit' : 'warn';
    const mark = el('span', { class: `tone tone-${tone}` });
    mark.append(icon(limit.level === 'critical' ? 'error' : 'warning', 14));
    const words = el('span', { class: 'limit-words' }, el('span', { text: name }));
    const detail = limitDetail(limit, unit);
    if (detail !== '') words.append(el('span', { class: 'dim small', text: detail }));
    const edit = iconButton(t('Change: {0}', name), 'edit', 'limit-edit', () => {
      this.edit(limit, limit, unit);
    });
    const remove = iconButton(t('Remove: {0}', name), 'trash', 'limit-remove', () => {
      this.remove(limit);
    });
    return el('div', { class: 'limit-line' }, mark, words, edit.element, remove.element);
  }
}
