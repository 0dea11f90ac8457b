import type { SampleBatch } from '../model';

/** What one pipeline has counted: plain numbers, read without asking anybody. */
export class PipelineCounters {
  bytesIn = 0;
  bytesAccepted = 0;
  bytesRejected = 0;
  bytesDropped = 0;
  framesAccepted = 0;
  framesRejected = 0;
  blocksDropped = 0;
  samples = 0;
  nonFinite = 0;
  logLines = 0;
  /** Frames that were sent and did not come, as far as sequence numbers tell. */
  framesMissing = 0;

  /** A chunk came in. */
  received(bytes: number): void {
    this.bytesIn += bytes;
  }

  /** A frame was refused before decoding. */
  rejected(bytes: number): void {
    this.framesRejected++;
    this.bytesRejected += bytes;
  }

  /** Bytes that are no frame and no damage, such as an image. */
  skipped(bytes: number): void {
    this.bytesAccepted += bytes;
  }

  /** The queue let go of a block. */
  dropped(bytes: number): void {
    this.blocksDropped++;
    this.bytesDropped += bytes;
  }

  /** A batch came back. */
  decoded(batch: SampleBatch): void {
    this.bytesAccepted += batch.acceptedBytes;
    this.bytesRejected += batch.rejectedBytes;
    this.framesAccepted += batch.acceptedFrames;
    this.framesRejected += batch.rejectedFrames;
    this.samples += batch.samples;
    this.nonFinite += batch.nonFinite;
    this.logLines += batch.logLines;
  }
}
