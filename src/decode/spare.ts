/** New memory is made in such steps, so that it is large enough for the next batch as well. */
const STEP_BYTES = 32 * 1024;

/**
 * So many doubles, in the spare buffer when it is large enough. Fresh memory costs as much as decoding into it,
 * where a page fault is dear.
 */
export function takeDoubles(count: number, spare: ArrayBuffer | undefined): Float64Array {
  const bytes = count * Float64Array.BYTES_PER_ELEMENT;
  const fits = spare !== undefined && spare.byteLength >= bytes;
  const buffer = fits ? spare : new ArrayBuffer(Math.ceil(bytes / STEP_BYTES) * STEP_BYTES);
  return new Float64Array(buffer, 0, count);
}
