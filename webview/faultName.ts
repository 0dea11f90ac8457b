import { faultIdText } from '../src/faultName';

export { faultIdText, faultName } from '../src/faultName';

/** Injections of a fault: `F-051 #3`, `F-051 #3–#17`. */
export function injectionText(faultId: number, first: number, last: number): string {
  const numbers = last > first ? `#${String(first)}–#${String(last)}` : `#${String(first)}`;
  return `${faultIdText(faultId)} ${numbers}`;
}
