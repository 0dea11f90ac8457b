import type { SeenId } from '../schemaMessages';
import type { WireFormat } from '../wireFormat';
import { lastFrames } from './lastFrames';
import { payloadPlaces } from './payloadPlaces';

const MAX_IDS = 64;

/** The ids of the frames in the last bytes of a stream, in ascending order; none where the frames have none. */
export function seenIds(format: WireFormat, bytes: Uint8Array): SeenId[] {
  if (format.kind !== 'min' && format.kind !== 'serialTransfer') return [];
  const counts = new Map<number, number>();
  for (const { bytes: frame, problem } of lastFrames(format, bytes, true)) {
    const found = problem === undefined ? payloadPlaces(format, frame) : undefined;
    if (found !== undefined) counts.set(found.id, (counts.get(found.id) ?? 0) + 1);
  }
  return [...counts]
    .map(([id, frames]) => ({ id, frames }))
    .sort((a, b) => a.id - b.id)
    .slice(0, MAX_IDS);
}
