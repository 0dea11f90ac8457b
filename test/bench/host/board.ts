import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Flood } from '../fastCable';
import { senderPath } from '../paths';

/** A board on a PTY whose rows carry the time of their writing. */
export class Board {
  /** Rows carry milliseconds since then, by the wall clock. */
  readonly baseMs = Math.floor(Date.now() / 1000) * 1000;
  private readonly cable = new Flood();
  private socat: ChildProcess | undefined;
  private sender: { process: ChildProcess; channels: number; report: string } | undefined;

  /** The port. */
  get path(): string {
    return this.cable.path;
  }

  /** Makes the port; nothing is sent yet. */
  async plug(): Promise<void> {
    this.socat = await this.cable.plug();
  }

  /** Begins to send so many samples a second over all channels. */
  start(samplesPerS: number, channels: number): void {
    if (this.socat === undefined) throw new Error('There is no port yet.');
    const parameters = [samplesPerS / channels, channels, this.baseMs].map(String);
    const process = this.cable.run(this.socat, [senderPath, ...parameters]);
    const sender = { process, channels, report: '' };
    process.stderr?.on('data', (text: Buffer) => (sender.report += text.toString()));
    this.sender = sender;
  }

  /** Falls silent; the number of samples that were sent. */
  async stop(): Promise<number> {
    const { sender } = this;
    if (sender === undefined) return 0;
    this.sender = undefined;
    const gone = once(sender.process, 'close');
    sender.process.kill('SIGTERM');
    await gone;
    const rows = Number(sender.report);
    if (!(rows > 0)) throw new Error(`The board says: ${sender.report}`);
    return rows * sender.channels;
  }

  dispose(): Promise<void> {
    return this.cable.dispose();
  }
}
