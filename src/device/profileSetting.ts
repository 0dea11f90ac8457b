import { writeFormat } from '../decode/writeFormat';
import { simulatorSchema } from '../transport/transport';
import type { DeviceProfile } from './profile';

const MIB = 1024 * 1024;

/** A profile as an entry of `telemetryhub.devices`, with nothing left out: `parseProfile` makes the same profile of it. */
export function profileSetting(profile: DeviceProfile): Record<string, unknown> {
  const { transport, format, queueBytes, ...rest } = profile;
  return {
    ...rest,
    transport: { kind: transport.kind, ...linkOf(profile) },
    format: isSimulatorsOwn(profile) || format.kind === 'auto' ? 'auto' : writeFormat(format),
    queueMegabytes: queueBytes / MIB,
  };
}

function linkOf({ transport }: DeviceProfile): object {
  switch (transport.kind) {
    case 'serial':
      return transport.serial;
    case 'simulator':
      return transport.simulator;
    case 'debugger':
      return transport.debugger;
  }
}

/** True for the frames that a simulator says it sends: nobody has written them down. */
function isSimulatorsOwn({ transport, format }: DeviceProfile): boolean {
  if (transport.kind !== 'simulator' || format.kind !== 'cobs') return false;
  const own = simulatorSchema(transport.simulator.channels);
  return JSON.stringify(format.fields) === JSON.stringify(own);
}
