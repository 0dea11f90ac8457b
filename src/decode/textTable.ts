/** A text channel with more texts than this is no state but prose; the rest share one number. */
export const MAX_TEXTS = 256;
const MAX_TEXT_LENGTH = 64;
const OTHER = '…';

/** Numbers for the texts of one channel, from 0 in the order in which they were met; bounded. */
export class TextTable {
  /** Text by number, for `Column.labels`. */
  readonly labels = new Map<number, string>();
  private readonly numbers = new Map<string, number>();

  /** The number of a text; those beyond MAX_TEXTS share the last. */
  numberOf(text: string): number {
    const short = text.slice(0, MAX_TEXT_LENGTH);
    const known = this.numbers.get(short);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    if (number === MAX_TEXTS) {
      this.labels.set(MAX_TEXTS, OTHER);
      return MAX_TEXTS;
    }
    this.numbers.set(short, number);
    this.labels.set(number, short);
    return number;
  }
}
