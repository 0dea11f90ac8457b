/**
 * So many new buffers of so many bytes, and buffers that are to be touched, page by page. They are shared, not transferred, for
 * V8's sake: what is transferred counts as memory outside its heap, of which each 10 MiB or so have it look through all of that
 * heap, which in an extension host is everybody's. At 1 M samples/s that was 2.5 times a second, in plain Node.
 */
export interface MemoryOrder {
  readonly count: number;
  readonly bytes: number;
  /** They are the maker's until they are delivered. */
  readonly worn: readonly SharedArrayBuffer[];
}
