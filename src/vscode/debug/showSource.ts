import * as vscode from 'vscode';
import type { Device } from '../../device/device';
import { textColumn } from '../textColumn';
import { sourceUri } from './sourceUri';

/** Opens the line on which a debugger has halted: of the event with this number. Throws a plain message when it cannot. */
export async function showSource(device: Device, number: number): Promise<void> {
  const event = device.events.all.find((one) => one.number === number);
  const place = event?.fact.kind === 'debug' ? event.fact.place : undefined;
  if (place === undefined || place.path === '') {
    throw new Error(vscode.l10n.t('The debugger did not say where it halted.'));
  }
  const uri = sourceUri(place.path);
  const at = new vscode.Position(place.line - 1, 0);
  try {
    await vscode.window.showTextDocument(uri, {
      selection: new vscode.Range(at, at),
      viewColumn: textColumn(),
    });
  } catch {
    throw new Error(
      vscode.l10n.t(
        'Could not open {0}: the debugger names a file that is not here. Map its path in the launch configuration.',
        place.path,
      ),
    );
  }
}
