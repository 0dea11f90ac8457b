import { t } from '@vscode/l10n';

/** One line of the help: keys and what they do. */
export interface KeyLine {
  readonly does: string;
  /** Each a key or keys pressed together; several are alternatives. */
  readonly keys: readonly string[];
}

/** Lines that belong together. */
export interface KeyGroup {
  readonly name: string;
  readonly lines: readonly KeyLine[];
}

/** All keys of the page, in the reader's language. */
export function keyList(): readonly KeyGroup[] {
  return [time(), cursor(), values(), places(), everywhere()];
}

const line = (does: string, ...keys: readonly string[]): KeyLine => ({ does, keys });
const shift = (key: string) => `${t('Shift')}+${key}`;
const ctrl = (key: string) => `${t('Ctrl')}+${key}`;

const time = (): KeyGroup => ({
  name: t('Time, with the focus on a plot'),
  lines: [
    line(t('Pause or resume'), t('Space')),
    line(t('Back to live'), t('End')),
    line(t('Oldest'), t('Home')),
    line(t('Back and on by 10 %'), '←', '→'),
    line(t('Back and on by half'), shift('←'), shift('→')),
    line(t('Zoom in and out'), '+', '−'),
    line(t('60 seconds'), '0'),
    line(t('Show all'), 'F'),
    line(t('Next and previous mark'), ']', '['),
  ],
});

const cursor = (): KeyGroup => ({
  name: t('Cursor'),
  lines: [
    line(t('Cursor on and off'), 'C'),
    line(t('One sample back and on'), '←', '→'),
    line(t('One second back and on'), shift('←'), shift('→')),
    line(t('Let go of the cursor'), t('Esc')),
  ],
});

const values = (): KeyGroup => ({
  name: t('Values and limits'),
  lines: [
    line(t('Zoom the value axis'), ctrl('↑'), ctrl('↓')),
    line(t('Automatic scale'), 'A'),
    line(t('Show or hide a series of the legend'), t('Enter')),
    line(t('Show only this series'), `${t('Alt')}+${t('Enter')}`),
    line(t('Move a limit by one tick, by ten'), '↑ ↓', shift('↑ ↓')),
    line(t('Type a limit'), t('Enter')),
  ],
});

const places = (): KeyGroup => ({
  name: t('Side panel'),
  lines: [
    line(t('Next and previous tab'), ctrl(t('PgDn')), ctrl(t('PgUp'))),
    line(t('Tick a channel'), t('Space')),
    line(t('Actions for a channel'), shift('F10')),
    line(t('Move in the event log, jump to an event'), '↑ ↓', t('Enter')),
    line(t('Copy an event'), ctrl('C')),
    line(t('Lines sent before'), '↑', '↓'),
    line(t('Step a number, by ten'), '↑ ↓', shift('↑ ↓')),
    line(t('Width of the side panel, on its edge'), '←', '→'),
  ],
});

const everywhere = (): KeyGroup => ({
  name: t('Everywhere'),
  lines: [
    line(t('Next and previous region'), 'F6', shift('F6')),
    line(t('Disarm all faults'), `${ctrl(t('Alt'))}+.`),
    line(t('These keys'), '?'),
  ],
});
