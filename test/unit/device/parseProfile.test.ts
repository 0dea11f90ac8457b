import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { idOf, parseProfile } from '../../../src/device/parseProfile';

const SERIAL = { name: 'Motor board', transport: { kind: 'serial', path: '/dev/ttyACM0' } };

interface Manifest {
  contributes: {
    configuration: { properties: Record<string, { items?: { properties: object } }> };
  };
}

function message(value: unknown): string {
  const parsed = parseProfile(value, 2);
  return parsed.ok ? 'accepted' : parsed.message;
}

describe('parseProfile', () => {
  it('fills in what is left out', () => {
    const parsed = parseProfile(SERIAL, 0);
    assert.ok(parsed.ok);
    const { id, transport, failureThreshold, commandSet, format } = parsed.profile;
    assert.deepEqual([id, failureThreshold, commandSet], ['motor-board', 5, 'none']);
    assert.equal(transport.kind === 'serial' && transport.serial.baudRate, 115_200);
    assert.deepEqual(format, { kind: 'auto' });
  });

  it('gives the simulator eight channels, the command set and a stale limit', () => {
    const parsed = parseProfile({ name: 'Sim', transport: { kind: 'simulator' } }, 0);
    assert.ok(parsed.ok && parsed.profile.transport.kind === 'simulator');
    assert.equal(parsed.profile.transport.simulator.channels.length, 8);
    assert.deepEqual([parsed.profile.commandSet, parsed.profile.staleAfterMs], ['hub', 2000]);
  });

  it('knows the schema of a simulator that sends COBS', () => {
    const transport = { kind: 'simulator', format: 'cobs', channels: [{ name: 'a', unit: 'V' }] };
    const parsed = parseProfile({ name: 'Sim', transport }, 0);
    assert.ok(parsed.ok);
    const fields = [{ name: 'a', type: 'f32', unit: 'V' }];
    assert.deepEqual(parsed.profile.format, { kind: 'cobs', fields });
  });

  const wrong: [string, unknown, RegExp][] = [
    ['no object', 7, /^telemetryhub\.devices\[2\] is 7\. It must be an object/],
    ['no name', { transport: SERIAL.transport }, /\[2\]\.name is missing\. It must be text/],
    ['no transport', { name: 'x' }, /\[2\]\.transport\.kind must be/],
    ['an unknown key', { ...SERIAL, baud: 1 }, /\[2\]\.baud is not known\. Known are: id, name/],
    [
      'a bad rate',
      { ...SERIAL, transport: { ...SERIAL.transport, baudRate: '9600' } },
      /transport\.baudRate is "9600"\. It must be a number from 1 to 50000000/,
    ],
    ['a bad policy', { ...SERIAL, dropPolicy: 'all' }, /dropPolicy is "all"\. It must be one of/],
    ['a bad id', { ...SERIAL, id: 'a b' }, /\[2\]\.id is "a b"/],
    ['half a block', { ...SERIAL, queueBlocks: 1.5 }, /queueBlocks is 1\.5\. It must be a whole/],
    ['a bad field', { ...SERIAL, format: { kind: 'cobs', fields: [{}] } }, /fields\[0\]\.name/],
    ['too long a name', { ...SERIAL, name: 'n'.repeat(65) }, /name is "n{39}…/],
  ];
  for (const [what, value, expected] of wrong) {
    it(`names the place and the rule for ${what}`, () => {
      assert.match(message(value), expected);
    });
  }

  it('accepts every key of the manifest and no other', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
    const { properties } = manifest.contributes.configuration;
    const keys = Object.keys(properties['telemetryhub.devices'].items?.properties ?? {});
    const listed = /Known are: (.*)\.$/.exec(message({ ...SERIAL, '?': 1 }))?.[1].split(', ');
    assert.deepEqual(listed?.sort(), keys.sort());
  });

  it('makes an id of any name', () => {
    assert.deepEqual(['Motor board', '  ÄÖ ', 'a/b'].map(idOf), ['motor-board', 'device', 'a-b']);
  });
});
