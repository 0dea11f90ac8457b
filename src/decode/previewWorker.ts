import { parentPort, workerData } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { firstDraft } from './firstDraft';
import { previewOf } from './previewOf';
import type { PreviewReply, PreviewRequest } from './previewRequest';
import { SchemaPreviewer } from './schemaPreview';

const previewer = new SchemaPreviewer();

/** What is wrong with a draft is said in the reader's language; without the texts, in English. */
function speak(textsPath: string | undefined): void {
  if (textsPath !== undefined) l10n.config({ fsPath: textsPath });
}

function answer(request: PreviewRequest): Extract<PreviewReply, { answer: unknown }>['answer'] {
  return request.kind === 'first'
    ? firstDraft(request.format, request.bytes)
    : previewOf(request.draft, request.tail, previewer, request.id);
}

function reply(number: number, request: PreviewRequest): PreviewReply {
  try {
    return { number, answer: answer(request) };
  } catch (error) {
    return { number, error: error instanceof Error ? error.message : String(error) };
  }
}

speak((workerData as { readonly textsPath?: string }).textsPath);

/** The entry of the worker of previews, which runs while a schema is built: one request in, one answer out. */
parentPort?.on(
  'message',
  ({ number, request }: { readonly number: number; readonly request: PreviewRequest }) => {
    parentPort?.postMessage(reply(number, request));
  },
);
