import { t } from '@vscode/l10n';
import type { Device } from '../../device/device';
import { linkDetail, linkLabel, linkText, stateText } from '../words';
import { deviceText } from './deviceText';

/** Which device it is about, so that a user can tell it from others: `Device: Board, /dev/ttyACM0 115200 8N1 (open), Measuring`. */
export function deviceLine(device: Device): string {
  const where = [linkLabel(device), linkDetail(device)].filter((part) => part !== '').join(' ');
  return t(
    'Device: {0}, {1} ({2}), {3}',
    deviceText(device.profile.name),
    deviceText(where),
    deviceText(linkText(device.link)),
    stateText(device.state),
  );
}
