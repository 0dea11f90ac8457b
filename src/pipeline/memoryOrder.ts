/** So many buffers of so many bytes. */
export interface MemoryOrder {
  readonly count: number;
  readonly bytes: number;
}
