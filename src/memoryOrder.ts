/** So many new buffers of so many bytes, and buffers that are to be touched, page by page. */
export interface MemoryOrder {
  readonly count: number;
  readonly bytes: number;
  /** They are the maker's until they are delivered. */
  readonly worn: readonly ArrayBuffer[];
}
