import { t } from '@vscode/l10n';

/** All that decoders, framers and detection say of what they refuse. They say it in English: it is data on its way here. */
const REFUSAL_WORDS = [
  'checksum {0}, expected {1}',
  'payload of {0} bytes, the schema has {1}',
  'a length of {0} bytes',
  'longer than {0} bytes',
  '{0} bytes are no floats',
  '{0} channels from {1} on: at most {2}',
  '{0} numbers for a point',
  'more than {0} channels',
  'more than {0} fields',
  'field {0} "{1}" is not a number',
  'field {0} is empty',
  'no room for the channel {0}',
  'too many text channels',
  'too many values',
  'more numbers than a line may have',
  '"{0}" is not name:number',
  '"{0}" is not name:value',
  '"{0}" has no label',
  '"{0}" is not a number',
  '"{0}" is not a time',
  'not a time',
  'no value',
  'is empty',
  'no name, or one that is too long',
  'no JSON: {0} at character {1}',
  'nested too deep',
  'no ":"',
  'no "," or "}"',
  'no "," or "]"',
  'no name in quotes',
  'a text without its end',
  'an unknown escape',
  'more text',
  'a NUL byte inside a line',
  'not UTF-8 text',
  'not printable',
  'not COBS',
  'not SLIP',
  'not hex',
  'not base64',
  'too short for a checksum',
  'no tail at its end',
  'no frame begins here',
  'no end mark behind the payload',
  'no 55 behind the checksum',
  'no 81 behind the checksum',
  'AA AA without 55',
  'a stuffed byte lies outside the payload',
  'another frame begins before its end',
  'the bytes end inside this frame',
  'the stream began inside this frame',
  'the stream broke off inside a frame',
  'not checked: too much of what came before was no frame',
  'decoder failed: {0}',
  'crashed its decoder twice: {0}',
  'the decoder script took more than {0} ms for a block',
  'the decoder script took more than {0} ms for loading',
  'worker ended',
  'no complete frame yet',
  'no line or frame of a known format',
  'no format fits: at best {0}, with a score of {1}',
  'no format fits what came last',
  'two formats mixed: {0} and {1}',
  'the stream broke off',
  'detection failed',
] as const;

interface Template {
  readonly place: number;
  /** What it begins with. */
  readonly head: string;
  readonly pattern: RegExp;
  /** True where what stands in it is a reason, too, and nothing that a device sent. */
  readonly isNested: boolean;
}

const TEMPLATES: readonly Template[] = REFUSAL_WORDS.map((text, place) => {
  const escaped = text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\d\}/g, '(.*?)');
  const [head] = text.split('{');
  const isNested = text.includes(': {0}');
  return { place, head, pattern: new RegExp(`^${escaped}$`, 's'), isNested };
});

/** A part that says where, before what is wrong there: `temp: no value`. */
const PLACE = /^(.+?): (.+)$/s;
const NUMBERED = /^(field|value|line) (\d+)$/;

/** Why something was refused, in the reader's language; a part that is not known stays as it is. */
export function refusalText(detail: string): string {
  for (const { place, head, pattern, isNested } of TEMPLATES) {
    const found = detail.startsWith(head) ? pattern.exec(detail) : null;
    if (found === null) continue;
    const parts = found.slice(1);
    return t(REFUSAL_WORDS[place], ...(isNested ? parts.map(refusalText) : parts));
  }
  const found = PLACE.exec(detail);
  return found === null ? detail : `${placeText(found[1])}: ${refusalText(found[2])}`;
}

/** `field 3`; a channel's name stays as it is. */
function placeText(where: string): string {
  const [, word, number] = NUMBERED.exec(where) ?? [];
  switch (word) {
    case 'field':
      return t('field {0}', number);
    case 'value':
      return t('value {0}', number);
    case 'line':
      return t('line {0}', number);
    default:
      return where;
  }
}

/** True where `refusalText` knows what is wrong, wherever that is. */
export function isKnownRefusal(detail: string): boolean {
  if (TEMPLATES.some(({ pattern }) => pattern.test(detail))) return true;
  const what = PLACE.exec(detail)?.[2];
  return what !== undefined && isKnownRefusal(what);
}
