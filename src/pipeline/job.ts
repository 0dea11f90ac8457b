import type { Block, DecodeJob, SampleBatch, WireFormat } from '../model';

const EXCERPT_BYTES = 64;

/** Bytes of all blocks together. */
export function sizeOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.bytes.length, 0);
}

/**
 * Puts consecutive blocks end to end, so that a busy link pays for one message, not for many. `memory` must hold
 * them; a decoder need not copy them when SLACK_BYTES of it are left.
 */
export function mergeBlocks(
  blocks: readonly Block[],
  format: WireFormat,
  memory: ArrayBuffer,
): DecodeJob {
  const spans = new Float64Array(blocks.length * 3);
  const bytes = new Uint8Array(memory, 0, sizeOf(blocks));
  let end = 0;
  blocks.forEach((block, i) => {
    bytes.set(block.bytes, end);
    end += block.bytes.length;
    spans[3 * i] = end;
    spans[3 * i + 1] = block.startMs;
    spans[3 * i + 2] = block.endMs;
  });
  const ends = mergeEnds(blocks);
  return { format, bytes, spans, ...(ends === undefined ? {} : { ends }) };
}

/** The frame ends of all blocks; undefined when one of them does not know its own. */
function mergeEnds(blocks: readonly Block[]): Uint32Array | undefined {
  const all = new Uint32Array(blocks.reduce((n, { ends }) => n + (ends?.length ?? 0), 0));
  let at = 0;
  let offset = 0;
  for (const { bytes, ends } of blocks) {
    if (ends === undefined) return undefined;
    for (const end of ends) all[at++] = offset + end;
    offset += bytes.length;
  }
  return all;
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
