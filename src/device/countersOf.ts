import type { DeviceCounters } from '../model';
import type { Pipeline } from '../pipeline/pipeline';
import type { FaultDesk } from './faultDesk';

/** What was counted before the faults' place on the path. */
export interface Received {
  /** Bytes that came from the source, undamaged. */
  bytes: number;
  droppedAtSource: number;
}

/** The sum of a device's bytes, every stage's own count in it; see DeviceCounters. */
export function countersOf(
  received: Received,
  waitingAtSource: number,
  { receive, frames }: Pick<FaultDesk, 'receive' | 'frames'>,
  pipeline: Pick<Pipeline, 'counters' | 'waitingBytes'>,
): DeviceCounters {
  const c = pipeline.counters;
  return {
    bytesIn: received.bytes + received.droppedAtSource + waitingAtSource,
    bytesInjected: receive.injected + frames.injected,
    bytesAccepted: c.bytesAccepted,
    bytesRejected: c.bytesRejected,
    bytesDroppedSource: received.droppedAtSource,
    bytesDroppedQueue: c.bytesDropped,
    bytesDroppedFault: receive.dropped + frames.dropped,
    bytesWaiting: pipeline.waitingBytes + waitingAtSource + receive.held + frames.held,
    framesAccepted: c.framesAccepted,
    framesRejected: c.framesRejected,
    blocksDropped: c.blocksDropped,
    samples: c.samples,
    nonFinite: c.nonFinite,
    logLines: c.logLines,
  };
}
