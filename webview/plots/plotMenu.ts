import { t } from '@vscode/l10n';
import type { MenuItem } from './menu';
import type { PlotActions } from './plotContext';
import { shownUnit } from '../format';

/** What a plot's menu is about. */
export interface MenuView {
  readonly plotId: string;
  readonly channels: readonly { readonly id: string; readonly label: string }[];
  /** Units of its value axes; `fixed` = by the user. */
  readonly units: readonly { readonly unit: string; readonly fixed: boolean }[];
  readonly openScale: (unit: string) => void;
  readonly openLimit: () => void;
}

/** The lines of a plot's menu. */
export function plotMenu(view: MenuView, actions: PlotActions): MenuItem[] {
  const { plotId, channels } = view;
  const { index, count } = actions.placeOf(plotId);
  const empty = channels.length === 0 ? t('No channel is on this plot.') : undefined;
  const move = (label: string, by: -1 | 1, testId: string): MenuItem => ({
    label,
    testId,
    ...disabled(index + by < 0 || index + by >= count ? t('There is no plot to pass.') : undefined),
    run: () => {
      actions.move(plotId, by);
    },
  });
  return [
    {
      label: t('Automatic scale'),
      testId: 'menu-auto',
      checked: view.units.every(({ fixed }) => !fixed),
      run: () => {
        actions.autoScale(plotId);
      },
    },
    scaleItem(view, empty),
    { label: t('Add limit…'), testId: 'menu-limit', ...disabled(empty), run: view.openLimit },
    channelItem(t('Remove from plot'), 'menu-take-off', view, empty, actions.takeOff),
    channelItem(t('Go to the line that prints'), 'menu-line', view, empty, actions.goToLine),
    move(t('Move up'), -1, 'menu-up'),
    move(t('Move down'), 1, 'menu-down'),
    {
      label: t('Remove plot'),
      testId: 'menu-remove',
      ...disabled(count === 1 ? t('The last plot stays.') : undefined),
      run: () => {
        actions.remove(plotId);
      },
    },
    { label: t('Show table'), testId: 'menu-table', run: actions.showTable },
  ];
}

function disabled(why: string | undefined): { disabled?: string } {
  return why === undefined ? {} : { disabled: why };
}

function scaleItem({ units, openScale }: MenuView, empty: string | undefined): MenuItem {
  const item = { label: t('Fixed scale…'), testId: 'menu-fixed', ...disabled(empty) };
  const open = (unit: string) => () => {
    openScale(unit);
  };
  if (units.length < 2) return { ...item, run: open(units.at(0)?.unit ?? '') };
  const items = units.map(({ unit }) => ({
    label: unit === '' ? t('Without unit') : shownUnit(unit),
    run: open(unit),
  }));
  return { ...item, items };
}

/** A line that asks for which of the plot's channels. */
function channelItem(
  label: string,
  testId: string,
  { channels }: MenuView,
  empty: string | undefined,
  act: (channelId: string) => void,
): MenuItem {
  const items = channels.map(({ id, label: name }) => ({
    label: name,
    run: () => {
      act(id);
    },
  }));
  return { label, testId, ...disabled(empty), items };
}
