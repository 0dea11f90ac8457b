import { t } from '@vscode/l10n';
import type { Rejection } from '../model';
import type { FormatKind, WireFormat } from '../wireFormat';

/** What is known of one kind of rejection. */
export interface Trouble {
  readonly rejection: Rejection;
  readonly format: WireFormat | undefined;
  readonly nearest: FormatKind | undefined;
  /** The preset whose checksum does hold. */
  readonly checksum: string | undefined;
  /** True when other frames of the stream were good. */
  readonly someAreGood: boolean;
}

const DECIMAL_COMMA = /"-?\d+,\d+"/;

/** What to do about it, in the reader's language. */
export function fixFor(trouble: Trouble): string {
  switch (trouble.rejection.cause) {
    case 'checksum':
      return checksumFix(trouble);
    case 'length':
      return lengthFix(trouble);
    case 'framing':
      return framingFix(trouble);
    case 'decode':
      return decodeFix(trouble);
    case 'crash':
      if (trouble.format?.kind === 'script') {
        return t(
          'Your decoder script failed: see the Problems view. It is read again when you save it.',
        );
      }
      return t('The decoder failed on these bytes. Please report them, with the format.');
    case 'partial':
      return t('The stream began inside this frame. That is usual after a port was opened.');
  }
}

function checksumFix({ checksum, someAreGood, nearest }: Trouble): string {
  if (checksum !== undefined)
    return t('Set the checksum to {0}: it holds for these frames.', checksum);
  if (someAreGood) {
    return t(
      'Bytes were damaged on the way: check cable, ground and baud rate; other frames are whole.',
    );
  }
  if (nearest !== undefined) return t('Choose the format {0}: it reads these frames.', nearest);
  return t('Compare polynomial, initial value, byte order and covered bytes with the firmware.');
}

function lengthFix({ rejection, nearest, someAreGood }: Trouble): string {
  if (rejection.detail.startsWith('payload of')) {
    return t(
      "Compare the fields with the firmware's struct: compilers insert padding unless it is packed.",
    );
  }
  if (nearest !== undefined && !someAreGood)
    return t('Choose the format {0}: it reads these frames.', nearest);
  return t('Check how frames end, or raise "maxFrameBytes" when they are that long.');
}

function framingFix({ nearest, someAreGood, rejection }: Trouble): string {
  if (nearest !== undefined && !someAreGood)
    return t('Choose the format {0}: it reads these frames.', nearest);
  if (/UTF-8|printable|NUL/.test(rejection.detail)) {
    return someAreGood
      ? t(
          'Bytes were damaged on the way: check cable, ground and baud rate; other lines are whole.',
        )
      : t('Check the baud rate; if it is right, the device sends a binary format: choose that.');
  }
  return someAreGood
    ? t('Something else is sent between the frames, or bytes were lost: look at the bytes.')
    : t('Compare the format with the firmware: start, end, sync word and length.');
}

function decodeFix({ rejection, nearest, someAreGood, format }: Trouble): string {
  if (DECIMAL_COMMA.test(rejection.detail)) {
    return t('Print a decimal point: a comma separates values.');
  }
  if (nearest !== undefined && !someAreGood)
    return t('Choose the format {0}: it reads these lines.', nearest);
  if (/is not a number|no value|is empty/.test(rejection.detail)) {
    return t('Print a number, or "nan" where there is none. Text belongs on a line of its own.');
  }
  if (format?.kind === 'json') return t('Print one whole JSON object on each line.');
  if (/not (?:hex|base64)/.test(rejection.detail)) {
    return t('Set "encoding" to what the device sends between the delimiters.');
  }
  return t('Print lines as the format {0} has them.', format?.kind ?? 'keyValue');
}
