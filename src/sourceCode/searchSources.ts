import type { NowMs } from '../model';
import { printingPlaces, type PrintingPlace, type WantedChannel } from './printingLines';

/** A file that may be read; what it is beyond that is the caller's. */
export interface SourceFile {
  /** Of its name, without the dot. */
  readonly ending: string;
  /** Its text; undefined when it is larger than `maxFileBytes`, or cannot be read. */
  read(maxFileBytes: number): Promise<string | undefined>;
}

/** What bounds a search. */
export interface SearchBounds {
  readonly maxFileBytes: number;
  /** Of all files together. */
  readonly maxBytes: number;
  readonly maxMs: number;
}

/** How far a search came. */
export interface SourceSearch<F> {
  /** The surest first, then in the order of the files. */
  readonly found: readonly (PrintingPlace & { readonly file: F })[];
  readonly filesRead: number;
  /** Too large, not readable, or left when it ended early. */
  readonly filesSkipped: number;
  /** What ended it before all files were read. */
  readonly endedBy?: 'bytes' | 'time' | 'cancel';
}

export const SEARCH_BOUNDS: SearchBounds = {
  maxFileBytes: 256 * 1024,
  maxBytes: 64 * 1024 * 1024,
  maxMs: 20_000,
};

/** After so long everyone else at the thread gets their turn. */
const TURN_MS = 4;

/** Places kept, at most: the surest. */
const MAX_FOUND = 200;

/** Looks through files for what prints a channel, one after the other; lets everyone else at the thread in between. */
export async function searchSources<F extends SourceFile>(
  files: readonly F[],
  wanted: WantedChannel,
  isCancelled: () => boolean,
  nowMs: NowMs,
  bounds: SearchBounds = SEARCH_BOUNDS,
): Promise<SourceSearch<F>> {
  const endMs = nowMs() + bounds.maxMs;
  let found: (PrintingPlace & { file: F })[] = [];
  let filesRead = 0;
  let bytes = 0;
  const result = (endedBy?: 'bytes' | 'time' | 'cancel') => ({
    found: surest(found),
    filesRead,
    filesSkipped: files.length - filesRead,
    ...(endedBy === undefined ? {} : { endedBy }),
  });
  for (const file of files) {
    if (isCancelled()) return result('cancel');
    if (nowMs() > endMs) return result('time');
    if (bytes > bounds.maxBytes) return result('bytes');
    const text = await file.read(bounds.maxFileBytes);
    await turn();
    if (text === undefined) continue;
    filesRead++;
    bytes += text.length;
    for (const place of await inTurns(printingPlaces(text, file.ending, wanted), nowMs)) {
      found.push({ ...place, file });
    }
    if (found.length > 2 * MAX_FOUND) found = surest(found);
  }
  return result();
}

function surest<P extends PrintingPlace>(places: readonly P[]): P[] {
  return [...places].sort((a, b) => a.rank - b.rank).slice(0, MAX_FOUND);
}

async function inTurns<T>(steps: Generator<undefined, T, undefined>, nowMs: NowMs): Promise<T> {
  let untilMs = nowMs() + TURN_MS;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (nowMs() < untilMs) continue;
    await turn();
    untilMs = nowMs() + TURN_MS;
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
