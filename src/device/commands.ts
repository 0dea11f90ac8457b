import type { LineEnding } from '../model';

/** The hub's command set, as offered on a button. */
export const HUB_COMMANDS: readonly string[] = [
  'GET_STATUS',
  'CALIBRATE',
  'SET_RATE=100',
  'START',
  'STOP',
  'RESET',
];

/** What each line ending puts on the wire. */
export const LINE_ENDINGS: Readonly<Record<LineEnding, string>> = {
  lf: '\n',
  cr: '\r',
  crlf: '\r\n',
  none: '',
};
