import * as vscode from 'vscode';
import type { Device } from '../device/device';
import { linkLabel } from './words';

/** After how long work is shown, and can be given up. */
export interface ProgressDelays {
  readonly shownMs: number;
  readonly cancellableMs: number;
}

const DELAYS: ProgressDelays = { shownMs: 1000, cancellableMs: 5000 };

/**
 * Waits for what a device was told to do. What takes a while shows as the bar of the Devices view; a link that takes long to
 * open can be given up, which is no error.
 */
export async function withProgress(
  device: Device,
  work: Promise<void>,
  { shownMs, cancellableMs }: ProgressDelays = DELAYS,
): Promise<void> {
  const over = work.then(
    () => undefined,
    () => undefined,
  );
  const giveUp = new AbortController();
  const shown = setTimeout(() => {
    const location = { viewId: 'telemetryhub.devices' };
    void vscode.window.withProgress({ location }, () => over);
  }, shownMs);
  const cancellable = setTimeout(() => {
    void offerToGiveUp(device, over, giveUp);
  }, cancellableMs);
  try {
    await work;
  } catch (error) {
    if (!giveUp.signal.aborted) throw error;
  } finally {
    clearTimeout(shown);
    clearTimeout(cancellable);
  }
}

async function offerToGiveUp(
  device: Device,
  over: Promise<void>,
  giveUp: AbortController,
): Promise<void> {
  if (device.link.kind !== 'opening') return;
  const title = vscode.l10n.t('Opening {0}…', linkLabel(device));
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    token.onCancellationRequested(() => {
      giveUp.abort();
      // Fails in no way of its own: what waits for the link hears of it.
      void device.giveUpOpening();
    });
    await over;
  });
}
