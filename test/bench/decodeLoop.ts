import { parentPort, workerData } from 'node:worker_threads';
import { Decoder } from '../../src/decode/decode';
import { WIRE_FORMATS } from './formats';
import { cobsStream, csvStream } from './streams';

const { kind } = workerData as { kind: 'csv' | 'cobs' };
const { bytes, samples } = kind === 'csv' ? csvStream(4) : cobsStream();
const job = { format: WIRE_FORMATS[kind], bytes, spans: Float64Array.of(bytes.length, 0, 1) };
const decoder = new Decoder();
let spare: ArrayBuffer | undefined;

/** Decodes one block over and over for the time it is told; answers with its samples a second. */
parentPort?.on('message', (forMs: number) => {
  const startMs = performance.now();
  let done = 0;
  let elapsedMs = 0;
  do {
    for (let i = 0; i < 20; i++) {
      const { buffer } = decoder.decode(job, spare).columns[0].values;
      spare = buffer instanceof ArrayBuffer ? buffer : undefined;
    }
    done += 20;
    elapsedMs = performance.now() - startMs;
  } while (elapsedMs < forMs);
  parentPort?.postMessage((done * samples * 1000) / elapsedMs);
});
