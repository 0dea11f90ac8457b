import { SCHEMA_KINDS, type SchemaDraft } from '../../schemaDraft';
import type { FromSchemaPage } from '../../schemaMessages';

const MAX_FIELDS = 256;

/** A message of the page that builds a schema; undefined for anything else. What a draft holds is checked later. */
export function parseSchemaIntent(value: unknown): FromSchemaPage | undefined {
  if (!isObject(value)) return undefined;
  const { type, draft, held } = value;
  switch (type) {
    case 'ready':
      return { type };
    case 'hold':
      return typeof held === 'boolean' ? { type, held } : undefined;
    case 'change':
    case 'use':
    case 'save':
      return isDraft(draft) ? { type, draft } : undefined;
    default:
      return undefined;
  }
}

/** Only its shape: `checkDraft` takes the rest for what it is. */
function isDraft(value: unknown): value is SchemaDraft {
  if (!isObject(value) || !SCHEMA_KINDS.some((kind) => kind === value.kind)) return false;
  const { fields } = value;
  return Array.isArray(fields) && fields.length <= MAX_FIELDS && fields.every(isObject);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
