import type { Chunk, FaultSpec } from '../model';
import { BurstTimes } from './burstTimes';
import { ByteFault } from './bytes';
import type { ByteStage, StageOutput } from './stage';

/** A byte fault on a path; strikes at most `spec.count` times. */
export class ByteFaultStage implements ByteStage {
  private readonly fault: ByteFault;
  private readonly times: BurstTimes;
  private left: number;
  private lastMs = 0;

  constructor(
    spec: FaultSpec,
    private readonly out: StageOutput,
    delimiter: () => number | undefined,
  ) {
    this.fault = new ByteFault(spec);
    this.times = new BurstTimes(delimiter);
    this.left = spec.count ?? Infinity;
  }

  get heldBytes(): number {
    return this.fault.heldBytes;
  }

  push({ timeMs, bytes }: Chunk): void {
    this.lastMs = timeMs;
    const damaged = this.fault.apply(bytes, this.left);
    const bursts = this.times.of(bytes, timeMs, damaged.hitsAt);
    this.left -= damaged.hitsAt.length;
    if (damaged.inserted > 0) this.out.inserted(damaged.inserted);
    if (damaged.dropped > 0) this.out.dropped(damaged.dropped);
    if (bursts.length > 0) this.out.hit(bursts);
    if (damaged.bytes.length > 0) this.out.emit({ timeMs, bytes: damaged.bytes });
  }

  flush(): void {
    const bytes = this.fault.flush();
    if (bytes.length > 0) this.out.emit({ timeMs: this.lastMs, bytes });
  }
}
