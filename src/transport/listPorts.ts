import { startSourceInProcess } from './sourceInProcess';
import { startSourceProcess } from './sourceProcess';
import type { Source, SourceListener, StartSource } from './sourceConnection';
import type { PortInfo } from './transport';

const LIST_LIMIT_MS = 10_000;

/** Where a source is started: the bundle's path, and whether the host may fork it. */
export interface SourcePlace {
  readonly sourcePath: string;
  readonly inProcess: boolean;
}

/** Starts sources at `place`. */
export function sourceStarter({ sourcePath, inProcess }: SourcePlace): StartSource {
  return (listener: SourceListener): Source =>
    inProcess
      ? startSourceInProcess(sourcePath, listener)
      : startSourceProcess(sourcePath, listener);
}

/** The serial ports of this machine; rejects with a plain message. Loads nothing native in the host. */
export async function listPorts(
  sourcePath: string,
  inProcess = false,
  start = sourceStarter({ sourcePath, inProcess }),
): Promise<readonly PortInfo[]> {
  const source = start({
    onChunk: () => undefined,
    onDropped: () => undefined,
    onEvent: () => undefined,
    onExit: () => undefined,
  });
  const limit = AbortSignal.timeout(LIST_LIMIT_MS);
  const tooLong = new Promise<never>((_, reject) => {
    limit.addEventListener('abort', () => reject(new Error('Listing the ports takes too long.')));
  });
  try {
    return await Promise.race([source.request({ op: 'list' }), tooLong]);
  } finally {
    await source.end();
  }
}
