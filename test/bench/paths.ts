import path from 'node:path';

/** Bundles beside the bench's own: the decode worker, the source process, the reference's worker. */
export const workerPath = path.join(__dirname, 'worker.js');
export const sourcePath = path.join(__dirname, 'source.js');
export const plainWorkerPath = path.join(__dirname, 'bench', 'plainWorker.js');
export const decodeLoopPath = path.join(__dirname, 'bench', 'decodeLoop.js');
