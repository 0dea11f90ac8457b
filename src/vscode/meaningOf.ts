import type { Channel } from '../device/channels';
import type { Meaning } from '../meaningText';

interface Known {
  readonly size: number;
  readonly meaning: Meaning;
}

const known = new WeakMap<ReadonlyMap<number, string>, Known>();

/** What a channel's values mean, as messages carry it: the same object as long as nothing new has come. */
export function meaningOf({ labels, isText = false }: Channel): Meaning | undefined {
  if (labels === undefined || labels.size === 0) return undefined;
  const { size } = labels;
  const found = known.get(labels);
  // Texts are only ever added.
  if (found?.size === size) return found.meaning;
  const meaning = { labels: Object.fromEntries(labels), isText };
  known.set(labels, { size, meaning });
  return meaning;
}
