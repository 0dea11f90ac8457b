import type { FormatState } from '../../../src/wireFormat';

/** `csv`, `csv, detected (0.98)`, `detecting`, `not recognised`. */
export function formatLabel(state: FormatState): string {
  switch (state.kind) {
    case 'set':
      return state.format.kind;
    case 'detected':
      return `${state.format.kind}, detected (${state.score.toFixed(2)})`;
    case 'unknown':
      return 'not recognised';
    case 'detecting':
      return 'detecting';
  }
}
