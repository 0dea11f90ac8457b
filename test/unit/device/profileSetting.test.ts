import assert from 'node:assert/strict';
import { parseProfile } from '../../../src/device/parseProfile';
import { profileSetting } from '../../../src/device/profileSetting';

const DEVICES: readonly object[] = [
  { name: 'Motor board', transport: { kind: 'serial', path: '/dev/ttyACM0' } },
  { name: 'Simulated', transport: { kind: 'simulator', rateHz: 50, format: 'cobs' } },
  {
    id: 'pump',
    name: 'Pump',
    transport: { kind: 'serial', path: 'COM3', baudRate: 9600, parity: 'even', dtr: 'leave' },
    format: { kind: 'cobs', fields: [{ name: 'temp', type: 'i16', unit: 'degC', scale: 0.01 }] },
    queueMegabytes: 0.5,
    staleAfterMs: 500,
    safeCommand: 'OFF',
    onConnect: ['HELLO', 'RATE 50'],
  },
];

describe('profileSetting', () => {
  it('writes a profile so that the same profile is read from it', () => {
    for (const device of DEVICES) {
      const parsed = parseProfile(device, 0);
      assert.ok(parsed.ok);
      const written: unknown = JSON.parse(JSON.stringify(profileSetting(parsed.profile)));
      assert.deepEqual(parseProfile(written, 0), parsed);
    }
  });
});
