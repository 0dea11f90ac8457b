import type { WireFormat } from '../wireFormat';
import { fittingChecksum, type FittingChecksum } from './fittingChecksum';
import { nearestFormat } from './nearestFormat';

/** Frames or lines of one trouble, to be looked at for what would read them. */
export interface Inquiry {
  /** The format that did not read them; undefined while it is not known. */
  readonly format: WireFormat | undefined;
  readonly cases: readonly { readonly frames: readonly Uint8Array[]; readonly checksum: boolean }[];
}

/** What would read the frames of one case. */
export interface Remedy {
  /** Undefined when no other format would. */
  readonly nearest: WireFormat | undefined;
  /** A checksum that holds, where one was asked for. */
  readonly checksum: FittingChecksum | undefined;
}

/** Looks at each case of an inquiry. Pure; takes up to 30 ms. */
export function remediesFor({ format, cases }: Inquiry): Remedy[] {
  return cases.map(({ frames, checksum }) => ({
    nearest: nearestFormat(frames, format?.kind),
    checksum: checksum && format !== undefined ? fittingChecksum(format, frames) : undefined,
  }));
}
