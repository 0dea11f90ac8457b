import { t } from '@vscode/l10n';
import { startSourceInProcess } from './sourceInProcess';
import { startSourceProcess } from './sourceProcess';
import type { Source, SourceListener, StartSource } from './sourceConnection';
import type { PortInfo } from './transport';

const LIST_LIMIT_MS = 10_000;

/** Where a source is started: the bundle's path, whether it runs in this process, and what language it speaks. */
export interface SourcePlace {
  readonly sourcePath: string;
  readonly inProcess: boolean;
  /** File of texts in the user's language; English without. */
  readonly textsPath?: string;
}

/** Starts sources at `place`. */
export function sourceStarter({ sourcePath, inProcess, textsPath }: SourcePlace): StartSource {
  return (listener: SourceListener): Source =>
    inProcess
      ? startSourceInProcess(sourcePath, textsPath, listener)
      : startSourceProcess(sourcePath, textsPath, listener);
}

/** The serial ports of this machine; rejects with a plain message. Loads nothing native in the host. */
export async function listPorts(
  place: SourcePlace,
  start = sourceStarter(place),
): Promise<readonly PortInfo[]> {
  const source = start({
    onChunk: () => undefined,
    onDropped: () => undefined,
    onEvent: () => undefined,
    onExit: () => undefined,
  });
  const limit = AbortSignal.timeout(LIST_LIMIT_MS);
  const tooLong = new Promise<never>((_, reject) => {
    limit.addEventListener('abort', () =>
      reject(new Error(t('Listing the ports takes too long.'))),
    );
  });
  try {
    return await Promise.race([source.request({ op: 'list' }), tooLong]);
  } finally {
    await source.end();
  }
}
