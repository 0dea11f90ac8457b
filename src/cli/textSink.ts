import type { Writable } from 'node:stream';

const FLUSH_CHARACTERS = 65_536;

/** Gathers short texts into long writes; `drained` holds back whoever is faster than the reader. */
export class TextSink {
  private readonly parts: string[] = [];
  private characters = 0;
  private full = false;

  constructor(private readonly stream: Writable) {}

  write(text: string): void {
    this.parts.push(text);
    this.characters += text.length;
    if (this.characters >= FLUSH_CHARACTERS) this.send();
  }

  /** Resolves when the stream can take more. */
  async drained(): Promise<void> {
    if (!this.full) return;
    await new Promise<void>((resolve) => {
      this.stream.once('drain', resolve);
    });
    this.full = false;
  }

  /** Resolves when all has been taken over by the system. */
  async flush(): Promise<void> {
    const text = this.parts.splice(0).join('');
    this.characters = 0;
    await new Promise<void>((resolve) => {
      this.stream.write(text, () => resolve());
    });
  }

  private send(): void {
    const text = this.parts.splice(0).join('');
    this.characters = 0;
    if (!this.stream.write(text)) this.full = true;
  }
}
