import { t } from '@vscode/l10n';
import { meaningText } from '../../src/meaningText';
import type { ChannelView, FromWebview } from '../../src/protocol';
import { valueText } from '../format';
import type { MenuItem } from '../plots/menu';

/** What can be done with a channel. */
export function channelMenu(
  deviceId: string,
  { id: channelId, name, unit, latest, plotted, meaning }: ChannelView,
  post: (message: FromWebview) => void,
  setLimit: () => void,
): readonly MenuItem[] {
  const plot = (label: string, testId: string, more: { plotId?: string; plotted: boolean }) => ({
    label,
    testId,
    run: () => {
      post({ type: 'plot', deviceId, channelId, ...more });
    },
  });
  return [
    plotted
      ? plot(t('Remove from the plot'), 'channel-unplot', { plotted: false })
      : plot(t('Plot'), 'channel-plot', { plotted: true }),
    plot(t('Plot on its own'), 'channel-new', { plotted: true, plotId: 'new' }),
    {
      label: t('Plot alone'),
      testId: 'channel-alone',
      run: () => {
        post({ type: 'plotAlone', deviceId, channelId });
      },
    },
    {
      label: t('Go to the line that prints it'),
      testId: 'channel-line',
      run: () => {
        post({ type: 'goToLine', deviceId, channelId });
      },
    },
    { label: t('Set limit…'), testId: 'channel-limit', run: setLimit },
    {
      label: t('Copy value'),
      testId: 'channel-copy-value',
      run: () => {
        post({ type: 'copy', text: meaningText(latest, meaning) ?? valueText(latest, unit) });
      },
      ...(Number.isNaN(latest) ? { disabled: t('There is no value yet.') } : {}),
    },
    {
      label: t('Copy name'),
      testId: 'channel-copy-name',
      run: () => {
        post({ type: 'copy', text: name });
      },
    },
  ];
}
