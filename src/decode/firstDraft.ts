import type { SchemaDraft } from '../schemaDraft';
import type { FormatState } from '../wireFormat';
import { draftOf } from './checkDraft';
import { guessesOf } from './detect';

/** What a schema is begun with: the device's own, else what fits its last bytes best, else COBS without fields. */
export function firstDraft(format: FormatState, bytes: Uint8Array): SchemaDraft {
  const own = 'format' in format ? draftOf(format.format) : undefined;
  if (own !== undefined) return own;
  for (const guess of guessesOf(bytes)) {
    const draft = draftOf(guess.format);
    if (draft !== undefined) return draft;
  }
  return { kind: 'cobs', fields: [] };
}
