import { t } from '@vscode/l10n';
import { actsOnDevice } from '../../device/deviceFault';
import { parseFaultSpec } from '../../fault/parseFault';
import { FAULT_KINDS, faultKind } from '../../faultKinds';
import { faultIdText, faultName } from '../../faultName';
import type { Device } from '../../device/device';
import type { FaultSpec } from '../../model';
import { SettingReader } from '../../settingReader';
import { isPossible } from '../faultPossible';
import { faultSettings } from '../faultText';
import { deviceLine } from './deviceLine';
import { deviceText } from './deviceText';
import { DEVICE_KEY, findDevice } from './findDevice';
import { faultRow } from './listDevices';
import type { Tool } from './tool';

/** Nobody watches what an assistant has left armed: it always ends by itself. */
const MAX_DURATION_S = 3600;
const DEFAULT_DURATION_S = 60;
const KEYS = [
  DEVICE_KEY,
  'kind',
  'parameters',
  'channel',
  'seed',
  'direction',
  'durationS',
  'count',
];

/** Arms one fault, once the user has agreed; it always ends by itself. */
export const armFault: Tool = (value, context) => {
  const input = new SettingReader(value, 'input', KEYS);
  const device = findDevice(input, context);
  const spec = readSpec(input, device);
  const settings = deviceText(faultSettings(spec), 300);
  const what = `${faultName(spec.kind)}: ${settings}`;
  const write = { act: 'arm', what } as const;
  context.gate.check(device, write);
  return {
    progress: t('Arming {0} on {1}', faultName(spec.kind), deviceText(device.profile.name)),
    confirmation: {
      title: t('Arm a fault on {0}?', deviceText(device.profile.name)),
      lines: [
        deviceLine(device),
        t('Fault: {0}', what),
        t('It ends by itself after {0} s.', spec.durationS ?? MAX_DURATION_S),
        ...(spec.count === undefined ? [] : [t('It ends after {0} injections.', spec.count)]),
        whereText(spec),
      ],
    },
    run: async () => {
      const fault = await context.gate.write(device, write, () => device.arm(spec));
      return {
        facts: { device: device.profile.id, armed: faultRow(fault, context.hub.nowMs()) },
        next: [
          `telemetryhub_wait_for "rejected" or "state Error" shows whether it is noticed`,
          `telemetryhub_list_events with kinds injected, caught and missed shows what ${faultIdText(fault.id)} has done`,
          `telemetryhub_clear_faults with faultId ${String(fault.id)} ends it`,
        ],
      };
    },
  };
};

function readSpec(input: SettingReader, device: Device): FaultSpec {
  const info = faultKind(input.text('kind', 1, 64));
  const kinds = FAULT_KINDS.filter((one) => isPossible(one, device)).map(({ kind }) => kind);
  if (info === undefined || !isPossible(info, device)) {
    throw input.wrong('kind', t('one that this device can have: {0}', kinds.join(', ')));
  }
  const durationS = input.number('durationS', 0.1, MAX_DURATION_S, DEFAULT_DURATION_S);
  const given = Object.fromEntries(KEYS.map((key) => [key, input.raw(key)]));
  const spec = parseFaultSpec({ ...given, durationS });
  if (typeof spec === 'string') throw new Error(`input.${spec}`);
  return spec;
}

function whereText(spec: FaultSpec): string {
  if (spec.direction === 'send') return t('Damaged bytes will reach the device.');
  if (actsOnDevice(spec)) return t('It reaches the device: boards may reset by it.');
  return faultKind(spec.kind)?.level === 'device'
    ? t('The device commits it itself.')
    : t('It damages what this window receives; the device itself is not touched.');
}
