import { t } from '@vscode/l10n';
import { plotTitle } from './unitTitle';

/** A plot's name for those who hear it: `Temperature, °C, 2 channels, 60 seconds`. */
export function plotName(units: readonly string[], channels: number, spanMs: number): string {
  const title = plotTitle(units).flatMap(({ words, unit }) =>
    unit === '' ? [words] : [words, unit],
  );
  const count = channels === 1 ? t('1 channel') : t('{0} channels', channels);
  return [...title, count, spanWords(spanMs)].join(', ');
}

function spanWords(ms: number): string {
  const digits = (value: number) => Number(value.toPrecision(3));
  if (ms < 1000) return t('{0} milliseconds', digits(ms));
  if (ms <= 120_000) return t('{0} seconds', digits(ms / 1000));
  return t('{0} minutes', digits(ms / 60_000));
}
