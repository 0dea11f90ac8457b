import { t } from '@vscode/l10n';
import type { SerialOptions } from '../transport';

/** The reason shown when a port that was open ends by itself. */
export function describeLoss(path: string): string {
  return t('{0} was unplugged, or its other end closed', path);
}

/** Puts a failed open into words: what happened, why, and the way out. */
export function describeOpenError(
  error: unknown,
  options: SerialOptions,
  platform: NodeJS.Platform,
): string {
  const raw = error instanceof Error ? error.message : String(error);
  const { path } = options;
  if (/no such file|file not found|no such device/i.test(raw)) {
    return t(
      'There is no port {0}: the device is not plugged in, or its name has changed. Plug it in, or choose another port.',
      path,
    );
  }
  if (/lock port|busy|temporarily unavailable/i.test(raw)) return describeBusy(path);
  // Windows has one error for both, and nearly always it is the other program.
  if (/access(?: is)? denied/i.test(raw)) return describeBusy(path);
  if (/permission denied|operation not permitted/i.test(raw)) {
    return describePermission(path, platform);
  }
  if (/inappropriate ioctl|not a typewriter/i.test(raw)) {
    return t('{0} is not a serial port. Choose another port.', path);
  }
  if (/baud/i.test(raw)) {
    return t(
      '{0} does not support {1} baud ({2}). Set another baudRate.',
      path,
      options.baudRate,
      tidy(raw),
    );
  }
  if (/invalid argument|invalid (?:data bits|parity|stop bits)|parameter is incorrect/i.test(raw)) {
    return t(
      '{0} does not support these line settings ({1}). Change dataBits, parity, stopBits or baudRate.',
      path,
      tidy(raw),
    );
  }
  return t('{0} could not be opened: {1}.', path, tidy(raw));
}

/** Puts a failed load of the native serial driver into words. */
export function describeLoadError(error: unknown): string {
  const raw = error instanceof Error ? error.message : String(error);
  const firstLine = raw.split('\n', 1)[0] ?? raw;
  return t(
    'The serial port driver does not run on this machine ({0}). Simulated devices still work.',
    tidy(firstLine),
  );
}

function describeBusy(path: string): string {
  return t(
    '{0} is busy: another program has it open. Close it there (a serial monitor, a flash tool, another window), then connect again.',
    path,
  );
}

function describePermission(path: string, platform: NodeJS.Platform): string {
  const wayOut =
    platform === 'linux'
      ? t(
          'Add your user to the group dialout ("sudo usermod -aG dialout $USER"; some systems call it uucp) and log in again.',
        )
      : t('Give your user access to it, then connect again.');
  return t('No permission to open {0}: it belongs to another user or group. {1}', path, wayOut);
}

function tidy(raw: string): string {
  return raw.replace(/^Error:?\s+/, '').replace(/[.\s]+$/, '');
}
