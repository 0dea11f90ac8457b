/** The first of the texts, longest first, that fits in full; undefined when none does. */
export function firstThatFits(
  texts: readonly string[],
  roomPx: number,
  widthOf: (text: string) => number,
): string | undefined {
  return texts.find((text) => text !== '' && widthOf(text) <= roomPx);
}
