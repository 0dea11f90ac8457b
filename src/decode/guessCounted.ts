import type { Check } from '../frame/checksum';
import type { CountedFrame, FrameLength, SchemaField } from '../wireFormat';
import { framesIn, LIKELY_CHECKSUMS, scoreOf, type Guess } from './guess';
import { guessFields } from './guessFields';

const MIN_FRAMES = 3;
const MAX_FRAME = 512;
const MAX_HEADER = 6;
/** Pairs of bytes that are tried as a sync word, the most frequent first. */
const MAX_WORDS = 16;
/** Checksums over so many bytes in one search; more would hold up the host. */
const MAX_WORK_BYTES = 1 << 18;
/** A search that tries so many things finds chance: what is found must be surer by as many bits. */
const SEARCH_BITS = 20;
const NEEDED_BITS = 24;

/** Words that protocols begin their frames with: without a checksum no others are believed. */
const KNOWN_SYNC = new Set([
  0xaa55, 0x55aa, 0xa55a, 0x5aa5, 0xeb90, 0x90eb, 0xfeed, 0xdead, 0xbeef, 0xcafe, 0xaabb,
]);
const TAILS: readonly (readonly number[])[] = [[], [0x0d, 0x0a], [0x0a], [0x0d]];

interface Layout {
  readonly length: FrameLength;
  /** Whole frames, cut where the layout says. */
  readonly frames: readonly Uint8Array[];
}

/** Frames of one length, after a sync word, or behind a length: what repeats gives them away. */
export function countedGuesses(head: Uint8Array): Guess[] {
  const search = new CountedSearch(head);
  const guesses: Guess[] = [];
  for (const word of frequentWords(head)) {
    for (const layout of layoutsOf(head, word)) {
      const guess = search.guess(layout, word);
      if (guess !== undefined) guesses.push(guess);
    }
  }
  return guesses;
}

class CountedSearch {
  private work = MAX_WORK_BYTES;

  constructor(private readonly head: Uint8Array) {}

  guess(layout: Layout, word: number): Guess | undefined {
    const frame =
      this.checked(layout) ?? (KNOWN_SYNC.has(word) ? unchecked(layout, word) : undefined);
    if (frame === undefined) return undefined;
    const kind = kindOf(frame);
    const { frames, goodBytes, badBytes } = framesIn({ kind, frame, fields: [] }, this.head);
    if (frames.length < MIN_FRAMES) return undefined;
    const bad = (frames.length * badBytes) / Math.max(1, goodBytes);
    const weight = frame.checksum === null ? 0.75 : 0.95;
    const format = { kind, frame, fields: fieldsOf(frame, frames) };
    return { format, score: scoreOf(weight, frames.length, bad), good: frames.length };
  }

  /** The layout with the checksum that holds for nearly all of its frames. */
  private checked({ length, frames }: Layout): CountedFrame | undefined {
    const sync = [frames[0][0], frames[0][1]];
    for (const tail of TAILS) {
      const ended = frames.filter((frame) => endsWith(frame, tail));
      if (ended.length * 4 < frames.length * 3) continue;
      for (const check of LIKELY_CHECKSUMS) {
        for (let from = 0; from <= sync.length + MAX_HEADER; from++) {
          if (!this.holds(check, ended, from, tail.length)) continue;
          return frameOf({ sync, length, check, from, tail });
        }
      }
    }
    return undefined;
  }

  private holds(check: Check, frames: readonly Uint8Array[], from: number, tail: number): boolean {
    let good = 0;
    for (let i = 0; i < frames.length; i++) {
      const at = frames[i].length - tail - check.bytes;
      if (at <= from || this.work <= 0) return false;
      this.work -= at - from;
      if (check.read(frames[i], at) === check.compute(frames[i], from, at)) good++;
      // Most places fail at once.
      else if (i - good >= frames.length / 4) return false;
    }
    return good >= MIN_FRAMES && good * check.spec.width >= SEARCH_BITS + NEEDED_BITS;
  }
}

function unchecked({ length, frames }: Layout, word: number): CountedFrame | undefined {
  if (frames.length < MIN_FRAMES + 1) return undefined;
  const sync = [word >> 8, word & 255];
  const size = length.kind === 'field' ? sizeOf(length) : 0;
  const headerBytes = length.kind === 'field' ? length.at + size : 0;
  if (length.kind === 'fixed') {
    return {
      sync,
      headerBytes,
      length: { kind: 'fixed', bytes: length.bytes - 2 },
      checksum: null,
      tail: [],
    };
  }
  const adds = length.adds - sync.length - headerBytes;
  return { sync, headerBytes, length: { ...length, adds }, checksum: null, tail: [] };
}

/** `length` counts the whole frame so far, as the search has it; here it gets to count the payload. */
function frameOf(found: {
  sync: readonly number[];
  length: FrameLength;
  check: Check;
  from: number;
  tail: readonly number[];
}): CountedFrame {
  const { length, check, from, tail } = found;
  const isPrefix = length.kind === 'fixed' && prefixType(found.sync, length.bytes) !== undefined;
  const sync = isPrefix ? [] : found.sync;
  const field = isPrefix ? prefixLength(found.sync, length.bytes) : length;
  const afterLength = field.kind === 'field' ? field.at + sizeOf(field) : 0;
  const headerBytes = Math.max(afterLength, from > sync.length ? from - sync.length : 0);
  const covers =
    from === 0 && sync.length > 0
      ? 'frame'
      : from < sync.length + headerBytes
        ? 'header'
        : 'payload';
  const checksum = { ...check.spec, covers } as const;
  const around = sync.length + headerBytes + check.bytes + tail.length;
  if (field.kind === 'fixed') {
    return {
      sync,
      headerBytes,
      length: { kind: 'fixed', bytes: field.bytes - around },
      checksum,
      tail,
    };
  }
  return { sync, headerBytes, length: { ...field, adds: field.adds - around }, checksum, tail };
}

/** Frames of one length that begin with about that length have no sync word, but a length before them. */
function prefixType(word: readonly number[], bytes: number): 'big' | 'little' | undefined {
  const near = (value: number): boolean => value > 0 && value <= bytes && bytes - value <= 8;
  if (near(word[0] * 256 + word[1])) return 'big';
  return near(word[1] * 256 + word[0]) ? 'little' : undefined;
}

function prefixLength(
  word: readonly number[],
  bytes: number,
): Extract<FrameLength, { kind: 'field' }> {
  const order = prefixType(word, bytes) ?? 'big';
  const value = order === 'big' ? word[0] * 256 + word[1] : word[1] * 256 + word[0];
  return { kind: 'field', at: 0, type: 'u16', order, adds: bytes - value };
}

function kindOf({ sync, length }: CountedFrame): 'fixed' | 'syncWord' | 'lengthPrefix' {
  if (length.kind === 'fixed') return 'fixed';
  return sync.length > 0 ? 'syncWord' : 'lengthPrefix';
}

function fieldsOf(frame: CountedFrame, frames: readonly Uint8Array[]): SchemaField[] {
  const before = frame.sync.length + frame.headerBytes;
  const behind =
    frame.tail.length + (frame.checksum === null ? 0 : Math.ceil(frame.checksum.width / 8));
  return guessFields(frames.map((bytes) => bytes.subarray(before, bytes.length - behind)));
}

function sizeOf({ type }: Extract<FrameLength, { kind: 'field' }>): number {
  return type === 'u8' ? 1 : type === 'u16' ? 2 : 4;
}

function endsWith(frame: Uint8Array, tail: readonly number[]): boolean {
  return tail.every((byte, i) => frame[frame.length - tail.length + i] === byte);
}

/** Pairs of bytes by how often they stand somewhere, seldom ones left out; fillers are no sync words. */
function frequentWords(head: Uint8Array): number[] {
  const counts = new Uint16Array(65_536);
  const seen: number[] = [];
  for (let i = 0; i + 1 < head.length; i++) {
    const word = head[i] * 256 + head[i + 1];
    if (++counts[word] === MIN_FRAMES) seen.push(word);
  }
  return seen
    .filter((word) => word !== 0 && word !== 0xffff)
    .sort((a, b) => counts[b] - counts[a] || Number(KNOWN_SYNC.has(b)) - Number(KNOWN_SYNC.has(a)))
    .slice(0, MAX_WORDS);
}

/** How frames that begin with `word` may be laid out: all of one length, or with a length in their header. */
function layoutsOf(head: Uint8Array, word: number): Layout[] {
  const places: number[] = [];
  for (let i = 0; i + 1 < head.length; i++)
    if (head[i] * 256 + head[i + 1] === word) places.push(i);
  const layouts: Layout[] = [];
  const fixed = mostVoted(places, () => 0);
  if (fixed !== undefined && fixed > 3) {
    layouts.push({
      length: { kind: 'fixed', bytes: fixed },
      frames: cut(head, places, () => fixed),
    });
  }
  for (let at = 0; at < 4; at++) {
    for (const [type, order] of [
      ['u8', 'little'],
      ['u16', 'little'],
      ['u16', 'big'],
    ] as const) {
      const valueAt = (place: number): number => fieldAt(head, place + 2 + at, type, order);
      if (new Set(places.map(valueAt)).size < 2) continue;
      const adds = mostVoted(places, valueAt);
      if (adds === undefined || adds < 0 || adds > 24) continue;
      const length = { kind: 'field', at, type, order, adds } as const;
      layouts.push({ length, frames: cut(head, places, (place) => valueAt(place) + adds) });
    }
  }
  return layouts.filter(({ frames }) => frames.length >= MIN_FRAMES);
}

function fieldAt(
  head: Uint8Array,
  at: number,
  type: 'u8' | 'u16',
  order: 'big' | 'little',
): number {
  if (type === 'u8') return head[at];
  return order === 'big' ? head[at] * 256 + head[at + 1] : head[at] + head[at + 1] * 256;
}

/** What has to be added to the value at a place to reach one of the next places; by the most votes. */
function mostVoted(
  places: readonly number[],
  valueAt: (place: number) => number,
): number | undefined {
  const votes = new Map<number, number>();
  places.forEach((place, i) => {
    for (let j = i + 1; j <= i + 3 && j < places.length; j++) {
      const difference = places[j] - place - valueAt(place);
      if (places[j] - place <= MAX_FRAME) votes.set(difference, (votes.get(difference) ?? 0) + 1);
    }
  });
  const best = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).at(0);
  return best !== undefined && best[1] >= 2 ? best[0] : undefined;
}

/** Frames of the layout that end where another begins, or where the bytes end. */
function cut(
  head: Uint8Array,
  places: readonly number[],
  lengthAt: (place: number) => number,
): Uint8Array[] {
  const starts = new Set(places);
  return places
    .map((place) => [place, place + lengthAt(place)] as const)
    .filter(([from, to]) => to - from > 3 && (starts.has(to) || to === head.length))
    .map(([from, to]) => head.subarray(from, to));
}
