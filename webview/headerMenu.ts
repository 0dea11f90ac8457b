import { t } from '@vscode/l10n';
import type { DeviceView, FromWebview } from '../src/protocol';
import type { MenuItem } from './plots/menu';

type Intent = 'connect' | 'disconnect' | 'showRejected' | 'showHistory' | 'openSettings';

/** What the header's menu offers for a device. */
export function headerMenu(
  { id, link }: DeviceView,
  post: (message: FromWebview) => void,
  showKeys: () => void,
): readonly MenuItem[] {
  const intent = (label: string, type: Intent, disabled?: string): MenuItem => ({
    label,
    testId: `menu-${type}`,
    run: () => {
      post({ type, deviceId: id });
    },
    ...(disabled === undefined ? {} : { disabled }),
  });
  const released = link.kind === 'closed' ? t('The port is released already.') : undefined;
  const connected = link.kind === 'open' ? t('The link is open already.') : undefined;
  return [
    intent(t('Release port'), 'disconnect', released),
    intent(t('Reconnect'), 'connect', connected),
    intent(t('Show rejected frames'), 'showRejected'),
    intent(t('State history'), 'showHistory'),
    intent(t('Settings'), 'openSettings'),
    { label: t('Keys'), testId: 'menu-keys', run: showKeys },
  ];
}
