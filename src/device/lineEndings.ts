import type { LineEnding } from '../model';

/** What a line that is sent ends with. */
export const LINE_ENDINGS: Readonly<Record<LineEnding, string>> = {
  lf: '\n',
  cr: '\r',
  crlf: '\r\n',
  none: '',
};
