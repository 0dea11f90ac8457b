import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import { onDevice } from './target';

/** Sends one line to a device, typed or chosen among its commands. */
export const sendCommand = onDevice(async (_, device) => {
  const text = await askLine(device);
  if (text !== undefined && text !== '') await device.send(text);
});

/** Marks this moment on the time line, with a few words. */
export const addMark = onDevice(async ({ hub }, device) => {
  // The moment is that of the command, not that of the last letter typed.
  const timeMs = hub.nowMs();
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Mark on {0}', device.profile.name),
    prompt: vscode.l10n.t('A few words beside the mark; may be empty'),
  });
  if (text !== undefined) device.mark(timeMs, text.trim());
});

/** Free text with the device's own commands, and what was sent before, as suggestions. */
function askLine(device: Device): Promise<string | undefined> {
  const known = [...new Set([...device.sentLines, ...device.commands])];
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick();
    pick.title = vscode.l10n.t('Send to {0}', device.profile.name);
    pick.placeholder = vscode.l10n.t('One line; LF is added');
    const show = (typed: string) => {
      const others = known.filter((line) => line !== typed).map((label) => ({ label }));
      pick.items = typed === '' ? others : [{ label: typed, alwaysShow: true }, ...others];
    };
    show('');
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      resolve(pick.selectedItems.at(0)?.label);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
