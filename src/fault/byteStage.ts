import type { Chunk, FaultSpec } from '../model';
import { ByteFault } from './bytes';
import type { ByteStage, StageOutput } from './stage';

/** A byte fault on a path; strikes at most `spec.count` times. */
export class ByteFaultStage implements ByteStage {
  private readonly fault: ByteFault;
  private left: number;
  private lastMs = 0;

  constructor(
    spec: FaultSpec,
    private readonly out: StageOutput,
  ) {
    this.fault = new ByteFault(spec);
    this.left = spec.count ?? Infinity;
  }

  get heldBytes(): number {
    return this.fault.heldBytes;
  }

  push({ timeMs, bytes }: Chunk): void {
    this.lastMs = timeMs;
    const damaged = this.fault.apply(bytes, this.left);
    this.left -= damaged.hits;
    if (damaged.inserted > 0) this.out.inserted(damaged.inserted);
    if (damaged.dropped > 0) this.out.dropped(damaged.dropped);
    if (damaged.hits > 0) this.out.hit(timeMs, damaged.hits);
    if (damaged.bytes.length > 0) this.out.emit({ timeMs, bytes: damaged.bytes });
  }

  end(): void {
    const bytes = this.fault.end();
    if (bytes.length > 0) this.out.emit({ timeMs: this.lastMs, bytes });
  }
}
