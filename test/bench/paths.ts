import path from 'node:path';

/** Bundles beside the bench's own: the decode worker, the source process, the reference's worker and source process. */
export const workerPath = path.join(__dirname, 'worker.js');
export const sourcePath = path.join(__dirname, 'source.js');
export const plainWorkerPath = path.join(__dirname, 'bench', 'plainWorker.js');
export const plainSourcePath = path.join(__dirname, 'bench', 'plainSource.js');
export const decodeLoopPath = path.join(__dirname, 'bench', 'decodeLoop.js');
/** An extension that reads the clocks of the host under test. */
export const probePath = path.join(__dirname, 'bench', 'probe.js');
/** Sends lines that carry the time of their writing. */
export const senderPath = path.join(__dirname, 'bench', 'stampedSender.js');
/** Notes in a plot's page what is drawn when. */
export const pictureLogPath = path.join(__dirname, 'bench', 'pictureLog.js');
/** Notes the first curve of each plot. */
export const firstPaintedPath = path.join(__dirname, 'bench', 'firstPainted.js');
/** The page of the least that plots. */
export const barePagePath = path.join(__dirname, 'bench', 'barePage.js');
