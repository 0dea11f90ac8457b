/**
 * So many doubles, in the spare buffer when it is large enough. Fresh memory costs as much as decoding into it,
 * where a page fault is dear.
 */
export function takeDoubles(count: number, spare: ArrayBuffer | undefined): Float64Array {
  const fits = spare !== undefined && spare.byteLength >= count * Float64Array.BYTES_PER_ELEMENT;
  return fits ? new Float64Array(spare, 0, count) : new Float64Array(count);
}
