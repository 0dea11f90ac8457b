import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { FORMAT_KINDS, parseFormat } from '../../../src/decode/parseFormat';
import { CHECKSUM_PRESETS } from '../../../src/frame/checksumPresets';
import { fits, type Schema } from './schemaCheck';

const FOLDER = path.join('test', 'fixtures', 'frames');
const FIELD = { name: 'a', type: 'u16' };

/** What the manifest lets stand in `telemetryhub.devices[].format`. */
function manifestSchema(): Schema {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { configuration: { properties: Record<string, Schema> } };
  };
  const devices = manifest.contributes.configuration.properties['telemetryhub.devices'];
  const schema = devices.items?.properties?.format;
  assert.ok(schema);
  return schema;
}

describe("the manifest's schema of formats", () => {
  const schema = manifestSchema();

  it('takes the format of every fixture', () => {
    const names = readdirSync(FOLDER).filter((file) => file.endsWith('.txt'));
    for (const name of names.map((file) => file.replace(/(?:\.hex)?\.txt$/, ''))) {
      const file = path.join(FOLDER, `${name}.format.json`);
      const setting: unknown = existsSync(file)
        ? JSON.parse(readFileSync(file, 'utf8'))
        : name.split('.')[0];
      assert.ok(fits(setting, schema), name);
    }
  });

  it('offers every kind and every preset', () => {
    const named = schema.oneOf?.[0].enum ?? [];
    const { kind, checksum } = schema.oneOf?.[1].properties ?? {};
    for (const one of ['auto', ...FORMAT_KINDS]) assert.ok(kind.enum?.includes(one), one);
    for (const one of named) assert.ok(parseFormat(one, 'format').ok, String(one));
    assert.deepEqual(checksum.oneOf?.[0].enum, ['none', ...Object.keys(CHECKSUM_PRESETS)]);
  });

  it('refuses what the parser refuses for its form', () => {
    const wrong = [
      7,
      'morse',
      'cobs',
      {},
      { kind: 'morse' },
      { kind: 'csv', fields: [FIELD] },
      { kind: 'cobs' },
      { kind: 'cobs', fields: [{ ...FIELD, type: 'u7' }] },
      { kind: 'cobs', fields: [{ type: 'u8' }] },
      { kind: 'slip', fields: [FIELD], checksum: 'crc' },
      { kind: 'syncWord', fields: [FIELD] },
      { kind: 'syncWord', sync: [300], fields: [FIELD] },
      { kind: 'lengthPrefix', fields: [FIELD] },
      { kind: 'min', frames: [{ id: 300, fields: [FIELD] }] },
      { kind: 'cobs', fields: [{ ...FIELD, labels: { on: 'On' } }] },
      { kind: 'csv', time: { channel: 0, unit: 'ms' } },
      { kind: 'teleplot', udp: 'yes' },
    ];
    for (const setting of wrong) {
      assert.ok(!parseFormat(setting, 'format').ok, JSON.stringify(setting));
      assert.ok(!fits(setting, schema), JSON.stringify(setting));
    }
  });

  it('takes all that the parser takes', () => {
    let accepted = 0;
    fc.assert(
      fc.property(settings(), (setting) => {
        if (!parseFormat(setting, 'format').ok) return;
        accepted++;
        assert.ok(fits(setting, schema), JSON.stringify(setting));
      }),
      { numRuns: 5000 },
    );
    assert.ok(accepted > 500, String(accepted));
  });
});

/** Settings of which many are right: every key with values that some kind takes. */
function settings(): fc.Arbitrary<unknown> {
  const keys = {
    time: fc.constantFrom({ channel: 't', unit: 'us' }, { channel: 1, unit: 's', wrap: 100 }),
    udp: fc.boolean(),
    checksum: fc.constantFrom('none', 'crc-16', { width: 12, polynomial: '0x80F' }, { init: 3 }),
    sync: fc.constantFrom('/*', '0xAA 55', [1, 2]),
    headerBytes: fc.integer({ min: 0, max: 8 }),
    length: fc.constantFrom({ type: 'u8' }, { type: 'u16', order: 'big', at: 1, counts: 'rest' }),
    tail: fc.constantFrom('\n', '', [13]),
    start: fc.constantFrom('<', ''),
    end: fc.constantFrom('>', ''),
    checksumPlace: fc.constantFrom('afterEnd', 'beforeEnd'),
    payload: fc.constantFrom('json', 'csv'),
    encoding: fc.constantFrom('plain', 'hex'),
    names: fc.constantFrom(['a', 'b'], []),
    frames: fc.constantFrom([], [{ id: 3, fields: [FIELD] }]),
    bytes: fc.constantFrom(2, 3),
    fields: fc.constantFrom(
      [FIELD],
      [{ ...FIELD, role: 'time', timeUnit: 'us', wrap: 65536 }],
      [{ type: 'u8', role: 'padding' }, FIELD],
      [{ ...FIELD, count: 3, order: 'big', labels: { '1': 'one' } }],
      [{ ...FIELD, bits: [{ name: 'b', at: 3, width: 2, signed: true, unit: 'V' }] }],
    ),
  };
  const names = Object.keys(keys) as (keyof typeof keys)[];
  return fc
    .tuple(fc.constantFrom(...FORMAT_KINDS), fc.subarray(names, { maxLength: 3 }), fc.boolean())
    .chain(([kind, chosen, withFields]) => {
      const wanted = new Set(withFields ? [...chosen, 'fields' as const] : chosen);
      const record = Object.fromEntries(
        Object.entries(keys).filter(([key]) => wanted.has(key as keyof typeof keys)),
      );
      return fc.record<Record<string, unknown>>(record).map((rest) => ({ kind, ...rest }));
    });
}
