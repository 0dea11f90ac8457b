import { SCHEMA_KINDS, type SchemaDraft } from '../../schemaDraft';
import type { FromSchemaPage, SchemaState } from '../../schemaMessages';

const MAX_FIELDS = 256;
const MAX_IDS = 256;

/** A message of the page that builds a schema; undefined for anything else. What a draft holds is checked later. */
export function parseSchemaIntent(value: unknown): FromSchemaPage | undefined {
  if (!isObject(value)) return undefined;
  const { type, draft, held, id } = value;
  switch (type) {
    case 'ready':
      return { type };
    case 'hold':
      return typeof held === 'boolean' ? { type, held } : undefined;
    case 'change':
      return isDraft(draft) && isId(id)
        ? { type, draft, ...(id === undefined ? {} : { id }) }
        : undefined;
    case 'use':
    case 'save':
      return isDraft(draft) ? { type, draft } : undefined;
    default:
      return undefined;
  }
}

/** What the page kept over a reload of the window; undefined for anything else. */
export function parseSchemaState(value: unknown): SchemaState | undefined {
  if (!isObject(value)) return undefined;
  const { deviceId, deviceName, draft, id } = value;
  if (typeof deviceId !== 'string' || typeof deviceName !== 'string') return undefined;
  if (!isDraft(draft) || !isId(id)) return undefined;
  return { deviceId, deviceName, draft, ...(id === undefined ? {} : { id }) };
}

/** Only its shape: `checkDraft` takes the rest for what it is. */
function isDraft(value: unknown): value is SchemaDraft {
  if (!isObject(value) || !SCHEMA_KINDS.some((kind) => kind === value.kind)) return false;
  return areFields(value.fields) && areIds(value.frames);
}

function areFields(value: unknown): boolean {
  return Array.isArray(value) && value.length <= MAX_FIELDS && value.every(isObject);
}

function areIds(value: unknown): boolean {
  if (value === undefined) return true;
  if (!Array.isArray(value) || value.length > MAX_IDS) return false;
  return value.every((one) => isObject(one) && isNumber(one.id) && areFields(one.fields));
}

function isId(value: unknown): value is number | undefined {
  return value === undefined || isNumber(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
