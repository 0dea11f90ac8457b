import type { SchemaDraft } from '../schemaDraft';
import type { SchemaPreview } from '../schemaMessages';
import type { FormatState } from '../wireFormat';
import type { StreamTail } from './previewOf';

/** What the worker of previews is asked: what a draft makes of the last bytes, or which draft to begin with. */
export type PreviewRequest =
  | {
      readonly kind: 'preview';
      /** As the page has it: it may be anything. */
      readonly draft: unknown;
      /** Whose fields are worked on; `null` = those of all ids that have none of their own. */
      readonly id: number | null;
      readonly tail: StreamTail;
    }
  | { readonly kind: 'first'; readonly format: FormatState; readonly bytes: Uint8Array };

/** What it answers, by what it was asked. */
export interface PreviewAnswers {
  readonly preview: SchemaPreview;
  readonly first: SchemaDraft;
}

/** Answers go by the number that came with the request. */
export type PreviewReply =
  | { readonly number: number; readonly answer: SchemaPreview | SchemaDraft }
  | { readonly number: number; readonly error: string };
