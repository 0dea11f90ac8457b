/** True when nothing in it could be a binary frame. */
export function isText(head: Uint8Array): boolean {
  return head.every((c) => c < 127 && (c >= 32 || c === 9 || c === 10 || c === 13 || c === 27));
}
