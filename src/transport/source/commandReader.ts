/** A longer command is no command; it is discarded up to its end. */
export const MAX_COMMAND_BYTES = 128;

const LF = 0x0a;

/** Cuts received bytes into commands at LF, wherever reads cut them. One CR before it is ignored. */
export class CommandReader {
  private line = '';

  /** `onCommand` is called once a line; one that was too long comes shortened to just over the bound. */
  constructor(private readonly onCommand: (command: string) => void) {}

  /** Takes the next bytes. */
  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte !== LF) {
        if (this.line.length <= MAX_COMMAND_BYTES) this.line += String.fromCharCode(byte);
        continue;
      }
      const command = this.line.endsWith('\r') ? this.line.slice(0, -1) : this.line;
      this.line = '';
      this.onCommand(command);
    }
  }
}
