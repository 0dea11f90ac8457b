import { t } from '@vscode/l10n';
import { shownUnit } from '../format';

/** What a unit measures, in words; undefined where it could be anything. */
function quantity(unit: string): string | undefined {
  switch (unit) {
    case 'degC':
    case '°C':
    case 'degF':
    case '°F':
    case 'K':
      return t('Temperature');
    case 'V':
    case 'mV':
    case 'kV':
      return t('Voltage');
    case 'A':
    case 'mA':
    case 'uA':
    case 'µA':
      return t('Current');
    case 'W':
    case 'mW':
    case 'kW':
      return t('Power');
    case 'rpm':
      return t('Speed');
    case 'Hz':
    case 'kHz':
    case 'MHz':
      return t('Frequency');
    case 'Pa':
    case 'hPa':
    case 'kPa':
    case 'bar':
    case 'mbar':
    case 'psi':
      return t('Pressure');
    case 'us':
    case 'µs':
    case 'ms':
    case 's':
      return t('Duration');
    case 'ohm':
    case 'Ω':
      return t('Resistance');
    case 'm/s2':
    case 'm/s²':
    case 'g':
    case 'mg':
      return t('Acceleration');
    default:
      return undefined;
  }
}

/** One part of a plot's title: what is measured, where that is known, and its unit. */
export interface TitlePart {
  readonly words: string;
  /** As it is shown; empty when the words are all there is. */
  readonly unit: string;
}

/** A plot's title from the units of its channels: `Temperature °C`, `rad/s`, `Values`. */
export function plotTitle(units: readonly string[]): TitlePart[] {
  const parts = [...new Set(units)].map((unit): TitlePart => {
    const words = quantity(unit);
    if (words !== undefined) return { words, unit: shownUnit(unit) };
    return { words: unit === '' ? t('Values') : shownUnit(unit), unit: '' };
  });
  return parts.length > 0 ? parts : [{ words: t('Empty plot'), unit: '' }];
}
