import * as vscode from 'vscode';
import type { FaultScript, FaultSpec } from '../model';

/** True when the fault may be armed: damage outside the editor is confirmed first, all other is not. */
export async function mayArm(deviceName: string, spec: FaultSpec): Promise<boolean> {
  if (spec.direction !== 'send') return true;
  const yes = vscode.l10n.t('Arm');
  const question = sendQuestion(deviceName, spec);
  return (await vscode.window.showWarningMessage(question, { modal: true }, yes)) === yes;
}

/** The same for all faults of a script at once. */
export async function mayRun(deviceName: string, script: FaultScript): Promise<boolean> {
  const sending = script.steps.filter(({ fault }) => fault.direction === 'send');
  if (sending.length === 0) return true;
  const question = vscode.l10n.t(
    'Run {0} on {1}? Damaged bytes will reach the device: {2} of its {3} faults act on the send path.',
    script.name,
    deviceName,
    sending.length,
    script.steps.length,
  );
  const yes = vscode.l10n.t('Run');
  return (await vscode.window.showWarningMessage(question, { modal: true }, yes)) === yes;
}

/** True when a script may be deleted: nothing brings it back but the user's own copy of the settings. */
export async function mayDelete({ name, steps }: FaultScript): Promise<boolean> {
  const question = vscode.l10n.t('Delete the fault script {0}?', name);
  const detail =
    steps.length === 1
      ? vscode.l10n.t('It holds 1 fault, and is taken out of the settings.')
      : vscode.l10n.t('It holds {0} faults, and is taken out of the settings.', steps.length);
  const yes = vscode.l10n.t('Delete');
  const options = { modal: true, detail };
  return (await vscode.window.showWarningMessage(question, options, yes)) === yes;
}

/** Before damage reaches a device: what it is, where, and for how long. */
export function sendQuestion(deviceName: string, { durationS, count }: FaultSpec): string {
  if (durationS !== undefined) {
    return vscode.l10n.t(
      'Arm a fault on the send path of {0}? Damaged bytes will reach the device for {1} s.',
      deviceName,
      durationS,
    );
  }
  if (count !== undefined) {
    return vscode.l10n.t(
      'Arm a fault on the send path of {0}? Damaged bytes will reach the device until it has struck {1} times.',
      deviceName,
      count,
    );
  }
  return vscode.l10n.t(
    'Arm a fault on the send path of {0}? Damaged bytes will reach the device until it is disarmed.',
    deviceName,
  );
}
