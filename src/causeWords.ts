import { t } from '@vscode/l10n';
import type { RejectCause } from './model';

const WORDS: Readonly<Record<RejectCause, () => string>> = {
  checksum: () => t('checksum'),
  framing: () => t('framing'),
  length: () => t('length'),
  decode: () => t('decode'),
  crash: () => t('decoder crash'),
  partial: () => t('partial first line'),
};

const FAILURES: Readonly<Partial<Record<RejectCause, (n: string) => string>>> = {
  checksum: (n) => t('{0} checksum failures', n),
  framing: (n) => t('{0} framing failures', n),
  length: (n) => t('{0} frames of a wrong length', n),
  decode: (n) => t('{0} frames that could not be decoded', n),
  crash: (n) => t('{0} decoder crashes', n),
};

/** Why a frame was rejected, in a word or two: `checksum`. */
export function rejectText(cause: RejectCause): string {
  return WORDS[cause]();
}

/** Failures in a row, as a cause names them. */
export interface CountedCause {
  readonly total: number;
  /** What failed where it was always the same, in words; undefined for several. */
  readonly only: string | undefined;
  /** The same where it is a rejected frame. */
  readonly rejected: RejectCause | undefined;
}

/** What a cause such as `checksum ×3, framing ×2` counts; undefined when it counts nothing. */
export function countedCause(cause: string): CountedCause | undefined {
  const parts = cause.split(', ').map((part) => /^(.+?)(?: ×(\d+))?$/.exec(part));
  if (!parts.some((part) => part?.[2] !== undefined)) return undefined;
  const total = parts.reduce((sum, part) => sum + Number(part?.[2] ?? 1), 0);
  const only = parts.length === 1 ? parts[0]?.[1] : undefined;
  const rejected = (Object.keys(WORDS) as RejectCause[]).find((one) => rejectText(one) === only);
  return { total, only, rejected };
}

/** A cause as part of a sentence: `5 checksum failures`. One that counts nothing stays as it is. */
export function failuresText(cause: string): string {
  const counted = countedCause(cause);
  if (counted === undefined) return cause;
  const { total, only, rejected } = counted;
  const words = rejected === undefined ? undefined : FAILURES[rejected]?.(String(total));
  return words ?? t('{0} failures in a row ({1})', String(total), only ?? cause);
}
