import { t } from '@vscode/l10n';
import { SettingReader } from '../../settingReader';
import { faultSettings, faultTitle } from '../faultText';
import { deviceLine } from './deviceLine';
import { deviceText } from './deviceText';
import { DEVICE_KEY, findDevice } from './findDevice';
import type { Tool } from './tool';

/** Disarms one fault or all faults of a device, once the user has agreed. */
export const clearFaults: Tool = (value, context) => {
  const input = new SettingReader(value, 'input', [DEVICE_KEY, 'faultId']);
  const device = findDevice(input, context);
  const name = deviceText(device.profile.name);
  const wanted = input.has('faultId') ? input.integer('faultId', 1, 1e9) : undefined;
  const chosen = device.faults.filter(({ id }) => wanted === undefined || id === wanted);
  if (chosen.length === 0) {
    const armed = device.faults.map(({ id }) => String(id)).join(', ');
    throw new Error(
      armed === ''
        ? t('No fault is armed on {0}.', name)
        : t('No fault {0} is armed on {1}. Armed are: {2}.', String(wanted), name, armed),
    );
  }
  const what = chosen.map(faultTitle).join(', ');
  const write = { act: 'disarm', what } as const;
  context.gate.check(device, write);
  return {
    progress: t('Disarming {0} on {1}', what, name),
    confirmation: {
      title: t('Disarm faults on {0}?', name),
      lines: [
        deviceLine(device),
        ...chosen.map(
          (fault) => `${faultTitle(fault)}: ${deviceText(faultSettings(fault.spec), 300)}`,
        ),
        ...(wanted === undefined ? [t('Fault scripts that run on it are stopped.')] : []),
      ],
    },
    run: async () => {
      await context.gate.write(device, write, async () => {
        // A script under way would arm the next one.
        if (wanted === undefined) await context.stopScripts([device]);
        for (const { id } of chosen) await device.disarm(id);
      });
      return {
        facts: {
          device: device.profile.id,
          disarmed: chosen.map(({ id, spec, score }) => ({
            id,
            kind: spec.kind,
            injected: score.injected,
            caught: score.caught,
            missed: score.missed,
          })),
          stillArmed: device.faults.map(({ id, spec }) => ({ id, kind: spec.kind })),
        },
        next: ['telemetryhub_list_devices shows whether losses go on now'],
      };
    },
  };
};
