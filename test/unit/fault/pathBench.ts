import { BytePath } from '../../../src/fault/bytePath';
import type { Burst } from '../../../src/fault/stage';
import type { Chunk, FaultSpec } from '../../../src/model';
import { FakeClock } from '../device/fakeClock';

/** A receive path on a clock of its own, with all that came out of it. */
export class PathBench {
  readonly clock = new FakeClock();
  readonly out: Chunk[] = [];
  readonly bursts: Burst[] = [];
  readonly path: BytePath;
  private sent = 0;
  private nextId = 1;

  constructor(linkFirst = true) {
    this.path = new BytePath({
      clock: this.clock,
      emit: (chunk) => this.out.push(chunk),
      linkFirst,
      delimiter: () => 10,
    });
  }

  /** Arms a fault and returns its id. */
  add(spec: FaultSpec): number {
    this.path.add(this.nextId, spec, (bursts) => this.bursts.push(...bursts));
    return this.nextId++;
  }

  push(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.sent += bytes.length;
    this.path.push({ timeMs: this.clock.nowMs(), bytes });
  }

  /** Bytes that the path has neither passed on, nor dropped, nor holds: 0 at any time. */
  get unaccounted(): number {
    const { injected, dropped, held } = this.path;
    return this.sent + injected - dropped - held - this.bytesOut;
  }

  get bytesOut(): number {
    return this.out.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  get text(): string {
    return Buffer.concat(this.out.map(({ bytes }) => bytes)).toString('latin1');
  }

  get hits(): number {
    return this.bursts.reduce((sum, { count }) => sum + count, 0);
  }
}
