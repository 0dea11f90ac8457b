import { parentPort } from 'node:worker_threads';
import { cobsReference, csvReference } from './references';

const cobs = cobsReference();

/** The reference's worker: bytes in, the simplest parser's result out, both copied by postMessage. */
parentPort?.on('message', ({ kind, bytes }: { kind: 'csv' | 'cobs'; bytes: Uint8Array }) => {
  parentPort?.postMessage(kind === 'csv' ? csvReference(bytes) : cobs(bytes).slice());
});
