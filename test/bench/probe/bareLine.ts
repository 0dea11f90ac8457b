import { constants, openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { hrNowMs } from '../../../src/device/clock';
import { BOUND, CHANNEL, type BoardLine, type Crossing } from './boardLine';

/** The least that does it: reads the port in this thread, parses each line, and asks for a pause. */
export class BareLine implements BoardLine {
  latest = NaN;
  crossing: Crossing | undefined;
  readonly toldMs = undefined;
  private readonly fd: number;
  private readonly stream: ReadStream;
  private rest = '';
  private isArmed = false;

  private constructor(
    port: string,
    private readonly pause: () => void,
  ) {
    this.fd = openSync(port, constants.O_RDWR | constants.O_NOCTTY);
    this.stream = new ReadStream(this.fd);
    this.stream.setRawMode(true);
    this.stream.on('data', (bytes: Buffer) => {
      this.read(bytes);
    });
  }

  /** Opens the port, and has the board measure. */
  static async open(port: string, pause: () => void): Promise<BareLine> {
    const line = new BareLine(port, pause);
    await line.send('START');
    return line;
  }

  get standing(): string {
    return `${CHANNEL} is ${this.latest}, a pause was${this.isArmed ? ' not' : ''} asked for`;
  }

  send(command: string): Promise<void> {
    writeSync(this.fd, `${command}\n`);
    return Promise.resolve();
  }

  arm(): void {
    this.crossing = undefined;
    this.isArmed = true;
  }

  async close(): Promise<void> {
    await this.send('STOP');
    const closed = new Promise((resolve) => this.stream.once('close', resolve));
    this.stream.destroy();
    await closed;
  }

  private read(bytes: Buffer): void {
    const readMs = hrNowMs();
    const lines = (this.rest + bytes.toString()).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      const values = new Map(line.split(',').map((pair) => pair.split(':') as [string, string]));
      const value = Number(values.get(CHANNEL));
      if (value !== value) continue;
      this.latest = value;
      if (!this.isArmed || value <= BOUND) continue;
      this.isArmed = false;
      this.crossing = { readMs, hitMs: hrNowMs() };
      this.pause();
    }
  }
}
