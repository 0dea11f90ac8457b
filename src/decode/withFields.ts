import type { SchemaField, WireFormat } from '../wireFormat';
import { bytesOfFields } from './parseFields';

/**
 * The format with other fields in its frames; a frame as long as its fields becomes as long as these. Where frames have
 * ids, in those of `id`, or of all ids that have none of their own.
 */
export function withFields(
  format: WireFormat,
  fields: readonly SchemaField[],
  id: number | null = null,
): WireFormat {
  switch (format.kind) {
    case 'cobs':
    case 'slip':
      return { ...format, fields };
    case 'fixed':
    case 'syncWord':
    case 'lengthPrefix': {
      const { frame } = format;
      if (frame.length.kind === 'field') return { ...format, fields };
      const length = { kind: 'fixed', bytes: bytesOfFields(fields) } as const;
      return { ...format, frame: { ...frame, length }, fields };
    }
    case 'delimited':
      return { ...format, payload: { kind: 'fields', fields } };
    case 'min':
    case 'serialTransfer': {
      const others = format.frames.filter((one) => one.id !== id);
      return { ...format, frames: [...others, { id, fields }] };
    }
    default:
      return format;
  }
}
