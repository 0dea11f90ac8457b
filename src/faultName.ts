import { t } from '@vscode/l10n';
import type { FaultKind } from './model';

const NAMES: Readonly<Record<FaultKind, () => string>> = {
  latency: () => t('Latency'),
  bandwidth: () => t('Bandwidth cap'),
  stall: () => t('Stall'),
  disconnect: () => t('Disconnect'),
  wrongBaud: () => t('Wrong baud rate'),
  dtrGlitch: () => t('DTR glitch'),
  flip: () => t('Byte flip'),
  drop: () => t('Byte drop'),
  duplicate: () => t('Byte duplicate'),
  insert: () => t('Byte insert'),
  reorder: () => t('Byte reorder'),
  truncate: () => t('Byte truncate'),
  badChecksum: () => t('Bad checksum'),
  repeatFrame: () => t('Frame repeat'),
  swapFrames: () => t('Frame swap'),
  dropFrame: () => t('Frame drop'),
  stuck: () => t('Value stuck'),
  spike: () => t('Value spike'),
  drift: () => t('Value drift'),
  noise: () => t('Value noise'),
  nan: () => t('Value NaN'),
  delayed: () => t('Value delayed'),
  intermittent: () => t('Value intermittent'),
  randomSensorErrors: () => t('Random sensor errors'),
  communicationFailure: () => t('Communication failure'),
  both: () => t('Sensor errors and communication failure'),
  faultAfterSamples: () => t('Fault after samples'),
};

/** A kind of fault named so that it can stand alone, without its level beside it: `Byte flip`. */
export function faultName(kind: FaultKind): string {
  return NAMES[kind]();
}

/** A fault's id as it is shown everywhere: `F-051`. */
export function faultIdText(id: number): string {
  return `F-${String(id).padStart(3, '0')}`;
}
