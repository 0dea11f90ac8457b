import type { SerialOptions } from '../transport';

/** The reason shown when a port that was open ends by itself. */
export function describeLoss(path: string): string {
  return `${path} was unplugged, or its other end closed`;
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
    return `There is no port ${path}: the device is not plugged in, or its name has changed. Plug it in, or choose another port.`;
  }
  if (/lock port|busy|temporarily unavailable/i.test(raw)) return describeBusy(path);
  // Windows has one error for both, and nearly always it is the other program.
  if (/access(?: is)? denied/i.test(raw)) return describeBusy(path);
  if (/permission denied|operation not permitted/i.test(raw)) {
    return describePermission(path, platform);
  }
  if (/inappropriate ioctl|not a typewriter/i.test(raw)) {
    return `${path} is not a serial port. Choose another port.`;
  }
  if (/baud/i.test(raw)) {
    return `${path} does not support ${options.baudRate} baud (${tidy(raw)}). Set another baudRate.`;
  }
  if (/invalid argument|invalid (?:data bits|parity|stop bits)|parameter is incorrect/i.test(raw)) {
    return `${path} does not support these line settings (${tidy(raw)}). Change dataBits, parity, stopBits or baudRate.`;
  }
  return `${path} could not be opened: ${tidy(raw)}.`;
}

/** Puts a failed load of the native serial driver into words. */
export function describeLoadError(error: unknown): string {
  const raw = error instanceof Error ? error.message : String(error);
  const firstLine = raw.split('\n', 1)[0] ?? raw;
  return `The serial port driver does not run on this machine (${tidy(firstLine)}). Simulated devices still work.`;
}

function describeBusy(path: string): string {
  return `${path} is busy: another program has it open. Close it there (a serial monitor, a flash tool, another window), then connect again.`;
}

function describePermission(path: string, platform: NodeJS.Platform): string {
  const wayOut =
    platform === 'linux'
      ? 'Add your user to the group dialout ("sudo usermod -aG dialout $USER"; some systems call it uucp) and log in again.'
      : 'Give your user access to it, then connect again.';
  return `No permission to open ${path}: it belongs to another user or group. ${wayOut}`;
}

function tidy(raw: string): string {
  return raw.replace(/^Error:?\s+/, '').replace(/[.\s]+$/, '');
}
