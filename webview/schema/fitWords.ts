import { t } from '@vscode/l10n';
import { formatNumber } from '../../src/numberFormat';
import type { SchemaPreview } from '../../src/schemaMessages';

/** How well the fields fit the payload, in a sentence, and how many bytes none of them takes. */
export interface Fit {
  readonly text: string;
  readonly spareBytes: number;
}

/** Says what the last bytes and the fields have to do with each other. */
export function fitOf({ frames, spans, payloadBytes, ids }: SchemaPreview, bytesIn: number): Fit {
  const taken = spans.reduce((sum, { bytes }) => sum + bytes, 0);
  const [payload, fields] = [formatNumber(payloadBytes ?? 0), formatNumber(taken)];
  if (bytesIn === 0) {
    return { text: t('No bytes yet. Start the device: its frames show here.'), spareBytes: 0 };
  }
  if (frames.length === 0) {
    const text =
      ids.length > 0
        ? t('No such id in the last bytes. Choose another one, or wait for more.')
        : t('No frame in the last bytes. Choose another framing, or wait for more.');
    return { text, spareBytes: 0 };
  }
  if (payloadBytes === undefined) {
    const text = t('No payload found. Choose another framing or checksum.');
    return { text, spareBytes: 0 };
  }
  const spareBytes = Math.max(0, payloadBytes - taken);
  if (spareBytes > 0) {
    const spare = formatNumber(spareBytes);
    return {
      text: t('{0} of {1} bytes of the payload have no field yet.', spare, payload),
      spareBytes,
    };
  }
  return taken > payloadBytes
    ? {
        text: t(
          'The fields take {0} bytes, the payload has {1}. Remove a field, or choose smaller types.',
          fields,
          payload,
        ),
        spareBytes,
      }
    : { text: t('All {0} bytes of the payload have a field.', payload), spareBytes };
}
