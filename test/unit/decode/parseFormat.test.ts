import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeJob } from '../../../src/decode/decode';
import { FORMAT_KINDS, parseFormat } from '../../../src/decode/parseFormat';
import { makeFramer } from '../../../src/frame/makeFramer';

function parsed(setting: unknown): unknown {
  const result = parseFormat(setting, 'format');
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result.format;
}

function problem(setting: unknown): string {
  const result = parseFormat(setting, 'format');
  return result.ok ? 'no problem' : result.message;
}

const FIELD = { name: 'a', type: 'u16' };

describe('parseFormat', () => {
  it('takes the name of every format that needs no more', () => {
    assert.deepEqual(parsed('auto'), { kind: 'auto' });
    assert.deepEqual(parsed('csv'), { kind: 'csv' });
    assert.deepEqual(parsed('min'), { kind: 'min', frames: [] });
    assert.match(
      problem('cobs'),
      /format is "cobs", which needs more: \{ "kind": "cobs", "fields"/,
    );
    assert.match(problem('morse'), /format is "morse"\. It must be one of "auto", "keyValue"/);
  });

  it('fills in what is left out of frames', () => {
    assert.deepEqual(parsed({ kind: 'fixed', fields: [FIELD] }), {
      kind: 'fixed',
      frame: {
        sync: [],
        headerBytes: 0,
        length: { kind: 'fixed', bytes: 2 },
        checksum: null,
        tail: [],
      },
      fields: [{ name: 'a', type: 'u16', unit: '', scale: 1, offset: 0 }],
    });
    const delimited = parsed({ kind: 'delimited' });
    assert.deepEqual(delimited, {
      kind: 'delimited',
      frame: { start: [47, 42], end: [42, 47], checksum: null, checksumPlace: 'afterEnd' },
      payload: { kind: 'text', format: 'csv', encoding: 'plain' },
    });
  });

  it('turns what a length counts into what has to be added to it', () => {
    const adds = (counts: string): unknown => {
      const format = parsed({
        kind: 'syncWord',
        sync: [0xaa, 0x55],
        headerBytes: 4,
        length: { at: 1, type: 'u16', counts },
        checksum: 'crc-32',
        tail: '\n',
        fields: [FIELD],
      }) as { frame: { length: { adds: number } } };
      return format.frame.length.adds;
    };
    assert.deepEqual(
      ['payload', 'payloadAndChecksum', 'rest', 'frame'].map(adds),
      [0, -4, -6, -11],
    );
  });

  it('takes bytes as text, in hexadecimal and as numbers', () => {
    const sync = (value: unknown): unknown =>
      (parsed({ kind: 'syncWord', sync: value, fields: [FIELD] }) as { frame: { sync: unknown } })
        .frame.sync;
    assert.deepEqual(sync('/*'), [0x2f, 0x2a]);
    assert.deepEqual(sync('0xAA 55'), [0xaa, 0x55]);
    assert.deepEqual(sync([170, 85]), [170, 85]);
  });

  it('takes a checksum by name, changed, or all its own', () => {
    const checksum = (value: unknown): unknown =>
      (parsed({ kind: 'slip', checksum: value, fields: [FIELD] }) as { checksum: unknown })
        .checksum;
    assert.equal(checksum('none'), null);
    assert.deepEqual(checksum({ preset: 'crc-32', order: 'little', covers: 'header' }), {
      ...(checksum('crc-32') as object),
      order: 'little',
      covers: 'header',
    });
    assert.deepEqual(checksum({ width: 12, polynomial: '0x80F', init: 0, reflectIn: true }), {
      algorithm: 'crc',
      width: 12,
      polynomial: 0x80f,
      init: 0,
      reflectIn: true,
      reflectOut: true,
      xorOut: 0,
      order: 'big',
      covers: 'payload',
    });
  });

  it('says what is wrong, where, and how to mend it', () => {
    const bits = (extra: object): unknown => ({
      kind: 'cobs',
      fields: [{ name: 'f', type: 'u8', bits: [{ name: 'b', at: 4, ...extra }] }],
    });
    const cases: [unknown, RegExp][] = [
      [7, /^format is 7\. It must be one of/],
      [{}, /^format\.kind is missing\. It must be one of/],
      [{ kind: 'csv', fields: [] }, /^format\.fields is not known\. Known are: kind, time\.$/],
      [{ kind: 'cobs', fields: [] }, /^format\.fields must name at least one field\.$/],
      [
        { kind: 'cobs', fields: [{ ...FIELD, type: 'u7' }] },
        /^format\.fields\[0\]\.type is "u7"\. It must be one of "u8"/,
      ],
      [
        { kind: 'cobs', fields: [FIELD, FIELD] },
        /^format\.fields has "a" twice\. Give each channel/,
      ],
      [
        { kind: 'cobs', checksum: 'crc', fields: [FIELD] },
        /^format\.checksum is "crc"\. It must be one of "none", "xor-8"/,
      ],
      [
        { kind: 'slip', checksum: { width: 8, polynomial: '0x131' }, fields: [FIELD] },
        /^format\.checksum\.polynomial is "0x131"\. It must be a whole number from 0 to 0xff/,
      ],
      [
        { kind: 'syncWord', fields: [FIELD] },
        /^format\.sync is missing\. It must be 1 to 16 bytes/,
      ],
      [{ kind: 'syncWord', sync: [300], fields: [FIELD] }, /^format\.sync is \[300\]\. It must be/],
      [
        { kind: 'fixed', bytes: 4, fields: [FIELD] },
        /^format\.bytes is 4, the fields take 2\. Leave it out, or add/,
      ],
      [
        { kind: 'lengthPrefix', fields: [FIELD] },
        /^format\.length is missing\. It must be an object/,
      ],
      [
        { kind: 'lengthPrefix', headerBytes: 2, length: { type: 'u32' }, fields: [FIELD] },
        /^format\.headerBytes is 2\. It must be a number from 4 to 64/,
      ],
      [
        { kind: 'delimited', start: '', end: '' },
        /^format has neither a start nor an end\. Give one/,
      ],
      [
        { kind: 'min', frames: [{ id: 300, fields: [FIELD] }] },
        /^format\.frames\[0\]\.id is 300\. It must be/,
      ],
      [
        bits({ width: 5 }),
        /^format\.fields\[0\]\.bits\[0\] reaches to bit 8\. The field has bits 0 to 7\.$/,
      ],
      [
        { kind: 'cobs', fields: [{ name: 'f', type: 'f32', bits: [] }] },
        /^format\.fields\[0\]\.bits needs an integer of at most 32 bits/,
      ],
      [
        { kind: 'cobs', fields: [{ ...FIELD, labels: { on: 'On' } }] },
        /^format\.fields\[0\]\.labels has "on": "On"\. A whole number in quotes/,
      ],
      [
        { kind: 'cobs', fields: [{ ...FIELD, timeUnit: 'us' }] },
        /timeUnit needs "role": "time" beside it/,
      ],
      [
        { kind: 'csv', time: { channel: 0, unit: 'ms' } },
        /^format\.time\.channel is 0\. It must be a number from 1/,
      ],
    ];
    for (const [setting, expected] of cases) assert.match(problem(setting), expected);
  });

  it('never throws, and what it accepts can be cut and decoded', () => {
    const values = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('csv', 'crc-16', 'u8', 'f32', '0xAA', 0, 1, 2, 8, 16, true, [FIELD], {
        type: 'u8',
      }),
    );
    const keys = [
      'sync',
      'tail',
      'start',
      'end',
      'checksum',
      'fields',
      'frames',
      'length',
      'time',
      'names',
      'payload',
    ];
    const settings = fc
      .tuple(
        fc.constantFrom(...FORMAT_KINDS),
        fc.dictionary(fc.constantFrom(...keys), values, { maxKeys: 3 }),
        fc.boolean(),
      )
      .map(([kind, rest, withFields]) => ({
        ...rest,
        kind,
        ...(withFields ? { fields: [FIELD] } : {}),
      }));
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * 37) & 255);
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: settings }, fc.jsonValue()), (setting) => {
        const result = parseFormat(setting, 'format');
        if (!result.ok) assert.ok(result.message.startsWith('format'), result.message);
        else if (result.format.kind !== 'auto') {
          accepted++;
          makeFramer(result.format, { maxFrameBytes: 64, dropFirst: true }).push({
            timeMs: 0,
            bytes,
          });
          const spans = Float64Array.of(bytes.length, 0, 1);
          const batch = decodeJob({ format: result.format, bytes, spans });
          assert.equal(batch.acceptedBytes + batch.rejectedBytes, bytes.length);
        }
      }),
      { numRuns: 5000 },
    );
    assert.ok(accepted > 100);
  });
});
