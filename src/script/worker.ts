import { parentPort, workerData } from 'node:worker_threads';
import type { DecodeJob } from '../model';
import { loadScript } from './loadScript';
import { ScriptDecoder } from './scriptDecoder';
import type { ScriptReply, ScriptWorkerData } from './timedWorker';

const { file, compilerPath, checkOnly } = workerData as ScriptWorkerData;

// What TypeScript is stripped with is called experimental, once a thread, on the host's console.
process.removeAllListeners('warning');

function post(reply: ScriptReply, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(reply, transfer);
}

/** Decodes one job, or says why it cannot. */
async function answer({
  id,
  job,
}: {
  readonly id: number;
  readonly job: DecodeJob;
}): Promise<void> {
  const script = await loading;
  if (!script.ok) {
    const { line, message } = script.problem;
    post({ id, error: `line ${line}: ${message}` });
    return;
  }
  const decoder = new ScriptDecoder(script, file, (problem) => post({ problem }));
  const batch = decoder.decode(job);
  const buffer = batch.columns[0]?.times.buffer;
  post({ id, batch }, buffer instanceof ArrayBuffer ? [buffer] : []);
}

const loading = loadScript(file, compilerPath).then((loaded) => {
  post({ loaded: true, ...(loaded.ok ? {} : { problem: loaded.problem }) });
  if (checkOnly) parentPort?.close();
  return loaded;
});

/** The entry of the worker of a decoder script: the script's own thread, one job after the other. */
if (!checkOnly) {
  parentPort?.on('message', (request: { readonly id: number; readonly job: DecodeJob }) => {
    void answer(request);
  });
}
