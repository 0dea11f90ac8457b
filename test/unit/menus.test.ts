import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface MenuEntry {
  readonly command: string;
  readonly when: string;
  readonly group: string;
}
interface Manifest {
  readonly contributes: { readonly menus: Readonly<Record<string, readonly MenuEntry[]>> };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const entries = manifest.contributes.menus['view/item/context'];

/** Whether an entry's `when` holds for a row of a view: it is `view == x && viewItem == y` or `=~ /y/`. */
function holds(when: string, view: string, item: string): boolean {
  const parts = /^view == ([\w.]+) && viewItem (==|=~) (.+)$/.exec(when);
  assert.ok(parts !== null, when);
  const [, wantedView, operator, wanted] = parts;
  const matches = operator === '==' ? item === wanted : new RegExp(wanted.slice(1, -1)).test(item);
  return view === wantedView && matches;
}

/** The commands of a row, as VS Code orders them: `|` between groups. */
function menu(item: string, inline = false, view = 'telemetryhub.devices'): string {
  const shown = entries
    .filter(({ when, group }) => holds(when, view, item) && group.startsWith('inline') === inline)
    .map(({ command, group }) => ({ id: command.split('.')[1], group: group.split('@') }))
    .sort((a, b) => order(a.group[0], b.group[0]) || Number(a.group[1]) - Number(b.group[1]));
  return shown.reduce((text, { id, group }, i) => {
    const separator = i > 0 && shown[i - 1].group[0] !== group[0] ? ' | ' : ' ';
    return text === '' ? id : text + separator + id;
  }, '');
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

describe('the menu of a row', () => {
  const show =
    '| addMark showHistory showRejected showMetrics showWhy showLog showBytes | copySettings editDevice removeDevice';

  it('offers a device what it can do in its state, groups in one order', () => {
    assert.equal(
      menu('device.idle.unlinked'),
      `start | openPlot | armFault clearScore | connect chooseFormat buildSchema ${show}`,
    );
    assert.equal(
      menu('device.measuring.linked.armed'),
      `stop | openPlot | armFault disarmAll clearScore | sendCommand disconnect chooseFormat buildSchema ${show}`,
    );
    assert.equal(
      menu('device.error.linked'),
      `stop reset | openPlot | armFault clearScore | sendCommand disconnect chooseFormat buildSchema ${show}`,
    );
    assert.equal(
      menu('device.safeState.linked.alarm'),
      `reset acknowledge | openPlot | armFault clearScore | disconnect chooseFormat buildSchema ${show}`,
    );
  });

  it('offers a channel to be plotted, watched and copied', () => {
    assert.equal(
      menu('channel.unplotted'),
      'plotChannel plotAlone | setLimit breakWhen | goToLine | copyValue copyName',
    );
    assert.equal(
      menu('channel.plotted.limited'),
      'unplotChannel plotAlone | setLimit removeLimit breakWhen | goToLine | copyValue copyName',
    );
  });

  it('has at most three commands inline', () => {
    assert.equal(menu('device.idle.unlinked', true), 'start openPlot');
    assert.equal(menu('device.error.linked', true), 'stop openPlot');
    assert.equal(menu('device.safeState.linked', true), 'reset openPlot');
    assert.equal(menu('channel.unplotted', true), 'plotChannel');
    assert.equal(menu('fault', true), 'disarmFault');
    assert.equal(
      menu('breakpoint', true, 'telemetryhub.breakpoints'),
      'editBreakpoint removeBreakpoint',
    );
    assert.equal(menu('script.idle', true, 'telemetryhub.scripts'), 'runScript');
  });
});
