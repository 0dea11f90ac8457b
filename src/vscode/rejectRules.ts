import { t } from '@vscode/l10n';
import type { RejectCause } from '../model';

const RULE_WORDS: Readonly<Record<RejectCause, string>> = {
  checksum: 'The checksum does not fit the bytes: damage on the way, or another checksum.',
  framing: 'The bytes do not form a frame: wrong baud rate, damage, or another format.',
  length: 'The frame has another length than the format allows.',
  decode: 'A field could not be read as a number.',
  crash: 'Decoding this block failed. This is a bug of TelemetryHub: report it.',
  partial: 'Half a frame, at the beginning or the end of a stream. Not a failure.',
};

/** What was broken, and what usually breaks it. */
export function ruleText(cause: RejectCause): string {
  return t(RULE_WORDS[cause]);
}
