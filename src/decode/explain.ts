import { t } from '@vscode/l10n';
import type { LogLine, Rejection } from '../model';
import { refusalText } from '../refusalWords';
import type { FormatKind, WireFormat } from '../wireFormat';
import { fixFor } from './explainFix';
import type { Inquiry, Remedy } from './remedies';

/** What is known of a device that plots nothing, or not all. */
export interface Evidence {
  /** Undefined while it is not known. */
  readonly format: WireFormat | undefined;
  readonly bytesIn: number;
  readonly samples: number;
  /** The last ones, oldest first. */
  readonly rejections: readonly Rejection[];
  /** The last ones, oldest first. */
  readonly log: readonly LogLine[];
}

/** Why a kind of line or frame is not plotted, in the reader's language. */
export interface Explanation {
  /** The last of its kind, as text or in hexadecimal; empty when nothing came. */
  readonly excerpt: string;
  /** How many of those looked at were refused for this. */
  readonly count: number;
  /** The rule that it broke. */
  readonly rule: string;
  /** The format that would read it; undefined when none would. */
  readonly nearest: FormatKind | undefined;
  /** The format to change to, where that is the fix: the nearest one, or the same with another checksum. */
  readonly remedy: WireFormat | undefined;
  /** What to do. */
  readonly fix: string;
}

/** So many of the last rejections and log lines are looked at. */
const LOOKED_AT = 40;
const MAX_EXPLANATIONS = 5;
const EXCERPT_BYTES = 64;

/** What has to be looked at to explain some evidence: the remedies for it are asked of a worker. Pure. */
export function inquiryOf(evidence: Evidence): Inquiry {
  const { format, log } = evidence;
  const cases = groupsOf(evidence).map((group) => ({
    frames: group.filter(({ bytes, excerpt }) => bytes <= excerpt.length).map((r) => r.excerpt),
    checksum: lastOf(group).cause === 'checksum',
  }));
  const lines = log.slice(-LOOKED_AT).map(({ text }) => Buffer.from(text));
  const isLog = cases.length === 0 && evidence.samples === 0 && lines.length > 0;
  return { format, cases: isLog ? [{ frames: lines, checksum: false }] : cases };
}

/**
 * Explains, the most frequent trouble first, why bytes that arrive are not plotted; `remedies` are those for its inquiry, none
 * where they are not known. Pure.
 */
export function explain(evidence: Evidence, remedies: readonly Remedy[]): Explanation[] {
  const { bytesIn, samples, log, format } = evidence;
  if (bytesIn === 0) return [nothingCame()];
  const explained = groupsOf(evidence).map((group, i) =>
    explainRejections(group, format, samples, remedies.at(i)),
  );
  if (explained.length > 0 || samples > 0) return explained;
  return log.length > 0
    ? [explainLog(log, format, remedies.at(0)?.nearest)]
    : [noFrameYet(bytesIn)];
}

/** The last rejections by what was wrong with them, the most frequent first. */
function groupsOf({ rejections }: Evidence): Rejection[][] {
  const groups = new Map<string, Rejection[]>();
  for (const rejection of rejections.filter(({ cause }) => cause !== 'partial').slice(-LOOKED_AT)) {
    const key = `${rejection.cause} ${kindOfDetail(rejection.detail)}`;
    groups.set(key, [...(groups.get(key) ?? []), rejection]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length).slice(0, MAX_EXPLANATIONS);
}

function lastOf(group: readonly Rejection[]): Rejection {
  return group[group.length - 1];
}

function explainRejections(
  group: readonly Rejection[],
  format: WireFormat | undefined,
  samples: number,
  remedy: Remedy | undefined,
): Explanation {
  const last = lastOf(group);
  const { nearest, checksum } = remedy ?? {};
  return {
    excerpt: readable(last.excerpt),
    count: group.length,
    rule: refusalText(last.detail),
    nearest: nearest?.kind,
    remedy: checksum?.format ?? (samples > 0 ? undefined : nearest),
    fix: fixFor({
      rejection: last,
      format,
      nearest: nearest?.kind,
      checksum: checksum?.name,
      someAreGood: samples > 0,
    }),
  };
}

/** All that came are lines of text in which no telemetry was found. */
function explainLog(
  log: readonly LogLine[],
  format: WireFormat | undefined,
  nearest: WireFormat | undefined,
): Explanation {
  return {
    excerpt: log[log.length - 1].text.slice(0, EXCERPT_BYTES),
    count: Math.min(log.length, LOOKED_AT),
    rule: t('These lines hold no telemetry of the format {0}.', format?.kind ?? 'keyValue'),
    nearest: nearest?.kind,
    remedy: nearest,
    fix:
      nearest === undefined
        ? t('Print names and numbers, such as "temp:23.4", each line ended by a line feed.')
        : t('Choose the format {0}: it reads them.', nearest.kind),
  };
}

/** Why a device plots nothing that has sent nothing. */
export function nothingCame(): Explanation {
  return {
    excerpt: '',
    count: 0,
    rule: t('No byte has arrived.'),
    nearest: undefined,
    remedy: undefined,
    fix: t(
      'Check that the device is started, that it is the right port, and that TX and RX are crossed.',
    ),
  };
}

function noFrameYet(bytesIn: number): Explanation {
  return {
    excerpt: '',
    count: 0,
    rule: t('{0} bytes have arrived, and no end of a line or frame among them.', bytesIn),
    nearest: undefined,
    remedy: undefined,
    fix: t('End each line with a line feed, or choose the binary format that the device sends.'),
  };
}

/** The detail without what differs from one frame to the next. */
function kindOfDetail(detail: string): string {
  return detail.replace(/"[^"]*"/g, '""').replace(/\b(?:0x)?[0-9a-f]*\d[0-9a-f]*\b/gi, '#');
}

function readable(bytes: Uint8Array): string {
  const isText = bytes.every(
    (c) => (c >= 32 && c < 127) || c === 9 || c === 10 || c === 13 || c >= 160,
  );
  return isText
    ? Buffer.from(bytes).toString('utf8').trimEnd()
    : Buffer.from(bytes).toString('hex').replace(/../g, '$& ').trimEnd();
}
