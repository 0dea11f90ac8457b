import { t } from '@vscode/l10n';
import type { LineEnding } from '../src/model';
import type { DeviceView, FromWebview } from '../src/protocol';
import { CommandHistory } from './commandHistory';
import { button, choice, textField, type ButtonControl } from './controls';
import { sendRefusal } from './deviceWords';
import { el, setShown, setText } from './dom';
import type { PanelView } from './panelView';

const ENDINGS: readonly LineEnding[] = ['lf', 'cr', 'crlf', 'none'];

/** Sends to the device: its own commands by button, any line by hand, and those of before. */
export class CommandsTab {
  readonly element = el('div', { class: 'commands' });
  private readonly buttons = el('div', { class: 'row command-buttons' });
  private readonly own = el('section', { attributes: { 'aria-label': t('Commands') } });
  private readonly line = textField(t('Line to send'), 'command-line');
  private readonly ending = choice(
    t('Line ending'),
    ENDINGS.map((value) => ({ value, label: value === 'none' ? t('none') : value.toUpperCase() })),
    'command-ending',
  );
  private readonly send = button(t('Send'), 'send', 'command-send', () => {
    this.submit();
  });
  private readonly refused = el('p', { class: 'refused small' });
  private readonly sent = el('ul', { class: 'sent-lines', attributes: { role: 'list' } });
  private readonly nothing = el('p', { class: 'dim', text: t('Nothing has been sent yet.') });
  private readonly history = new CommandHistory();
  private commands: readonly ButtonControl[] = [];
  private commandsKey = '';
  private sentKey = '';
  private device: DeviceView | undefined;

  constructor(private readonly post: (message: FromWebview) => void) {
    this.send.setPrimary(true);
    setShown(this.refused, false);
    const row = el('div', { class: 'command-row' }, this.ending.element, this.send.element);
    this.own.append(el('h3', { text: t('Commands') }), this.buttons);
    this.element.append(
      this.own,
      el('h3', { text: t('Send a line') }),
      this.line.element,
      row,
      this.refused,
      el('h3', { text: t('Sent') }),
      this.nothing,
      this.sent,
    );
    this.line.element.addEventListener('keydown', (event) => {
      this.onKey(event);
    });
  }

  update({ device }: PanelView): void {
    if (device.id !== this.device?.id) this.history.restart();
    this.device = device;
    this.showCommands(device);
    this.showSent(device);
    const refusal = sendRefusal(device);
    for (const one of [this.send, ...this.commands]) one.setDisabled(refusal);
    // In SafeState the way out is the only primary button.
    this.send.setPrimary(device.state !== 'safeState');
    setShown(this.refused, refusal !== undefined);
    setText(this.refused, refusal ?? '');
  }

  private showCommands({ commands }: DeviceView): void {
    const key = JSON.stringify(commands);
    if (key === this.commandsKey) return;
    this.commandsKey = key;
    setShown(this.own, commands.length > 0);
    this.commands = commands.map((command) =>
      button(command, undefined, `command-${command}`, () => {
        // One with a value is only proposed.
        if (command.includes('=')) this.propose(command);
        else
          this.post({ type: 'send', deviceId: this.device?.id ?? '', text: command, ending: 'lf' });
      }),
    );
    this.buttons.replaceChildren(...this.commands.map(({ element }) => element));
  }

  private showSent({ sentLines }: DeviceView): void {
    const key = JSON.stringify(sentLines);
    if (key === this.sentKey) return;
    this.sentKey = key;
    setShown(this.nothing, sentLines.length === 0);
    setShown(this.sent, sentLines.length > 0);
    const rows = sentLines.map((text) => {
      const again = el('button', {
        class: 'sent-line plain',
        text: text === '' ? t('(empty line)') : text,
        title: t('Put it into the field again'),
        attributes: { type: 'button' },
      });
      again.addEventListener('click', () => {
        this.propose(text);
      });
      return el('li', {}, again);
    });
    this.sent.replaceChildren(...rows);
  }

  private propose(text: string): void {
    this.line.set(text);
    this.line.focusEnd();
  }

  private submit(): void {
    const { device } = this;
    if (device === undefined || sendRefusal(device) !== undefined) return;
    const ending = ENDINGS.find((one) => one === this.ending.value()) ?? 'lf';
    const text = this.line.value();
    // Nothing at all is no line.
    if (text === '' && ending === 'none') return;
    this.post({ type: 'send', deviceId: device.id, text, ending });
    this.line.set('');
    this.history.restart();
  }

  private onKey(event: KeyboardEvent): void {
    const { key, ctrlKey, altKey, metaKey } = event;
    if (ctrlKey || altKey || metaKey) return;
    if (key === 'Enter') {
      event.preventDefault();
      this.submit();
      return;
    }
    const by = key === 'ArrowUp' ? 1 : key === 'ArrowDown' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const text = this.history.move(by, this.line.value(), this.device?.sentLines ?? []);
    if (text !== undefined) this.propose(text);
  }
}
