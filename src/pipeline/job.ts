import type { Block, DecodeJob, SampleBatch, WireFormat } from '../model';

const EXCERPT_BYTES = 64;

/** Puts consecutive blocks end to end, so that a busy link pays for one message, not for many. */
export function mergeBlocks(blocks: readonly Block[], format: WireFormat): DecodeJob {
  const spans = new Float64Array(blocks.length * 3);
  let size = 0;
  blocks.forEach((block, i) => {
    size += block.bytes.length;
    spans.set([size, block.startMs, block.endMs], i * 3);
  });
  if (blocks.length === 1) return { format, bytes: blocks[0].bytes, spans };
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const block of blocks) {
    bytes.set(block.bytes, at);
    at += block.bytes.length;
  }
  return { format, bytes, spans };
}

/** A batch without samples that rejects all of a block, so that its bytes stay in the sum. */
export function rejectedBatch(block: Block, detail: string): SampleBatch {
  return {
    columns: [],
    samples: 0,
    acceptedFrames: 0,
    acceptedBytes: 0,
    rejectedFrames: 1,
    rejectedBytes: block.bytes.length,
    rejections: [
      {
        timeMs: block.endMs,
        cause: 'crash',
        detail,
        excerpt: block.bytes.slice(0, EXCERPT_BYTES),
        bytes: block.bytes.length,
        goodBefore: 0,
      },
    ],
    goodAfter: 0,
    lastGoodMs: NaN,
    nonFinite: 0,
    log: [],
    logLines: 0,
  };
}
