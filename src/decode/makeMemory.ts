/** What the system hands out memory in, at the smallest. */
const PAGE_BYTES = 4096;

/** A buffer whose every page has been touched: whoever uses it first does not pay for that. */
export function makeMemory(bytes: number): SharedArrayBuffer {
  return touch(new SharedArrayBuffer(bytes));
}

/** Writes to every page of a buffer that nobody reads any more. */
export function touch(memory: SharedArrayBuffer): SharedArrayBuffer {
  const view = new Uint8Array(memory);
  for (let at = 0; at < view.length; at += PAGE_BYTES) view[at] = 0;
  return memory;
}
