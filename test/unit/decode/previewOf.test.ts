import assert from 'node:assert/strict';
import { SchemaPreviewer } from '../../../src/decode/schemaPreview';
import { FRAMING, SPARE } from '../../../src/schemaMessages';
import { firstDraft } from '../../../src/decode/firstDraft';
import { previewOf } from '../../../src/decode/previewOf';
import { parseSchemaIntent, parseSchemaState } from '../../../src/vscode/schema/schemaIntent';
import { CHECKSUM_PRESETS } from '../../../src/frame/checksumPresets';
import { cobsFrame } from '../frame/encode';

const previewer = new SchemaPreviewer();
const CRC = { ...CHECKSUM_PRESETS['crc-16'], order: 'little' } as const;

/** So many frames, after the delimiter of one that was there before. */
function stream(payload: Uint8Array, count: number): Uint8Array {
  const frames = Array.from({ length: count }, () => cobsFrame(payload, CRC));
  return new Uint8Array(Buffer.concat([Buffer.of(0), ...frames]));
}

describe('the preview of a schema', () => {
  it('says of each byte which field it belongs to, what is framing, and what no field takes', () => {
    const bytes = stream(Uint8Array.of(1, 2, 0, 4), 2);
    const draft = {
      kind: 'cobs',
      fields: [
        { name: 'a', type: 'u8' },
        { name: 'b', type: 'u16' },
      ],
    };
    const { frames, spans, payloadBytes } = previewOf(draft, { bytes, before: 0 }, previewer);
    assert.equal(frames.length, 2);
    assert.equal(payloadBytes, 4);
    assert.deepEqual(spans, [
      { at: 0, bytes: 1 },
      { at: 1, bytes: 2 },
    ]);
    // code 1 2 | code in place of the zero, 4, two of checksum, end
    const expected = [FRAMING, 0, 1, 1, SPARE, FRAMING, FRAMING, FRAMING];
    assert.deepEqual(frames[0].owners, expected);
    assert.match(frames[0].trouble?.detail ?? '', /payload of 4 bytes, the schema has 3/);
  });

  it('shows frames of a fixed length at the same places, however many bytes came before', () => {
    const draft = { kind: 'fixed', fields: [{ name: 'a', type: 'u8', count: 3 }] };
    const whole = Uint8Array.from({ length: 60 }, (_, i) => i % 3);
    for (const before of [0, 1, 2, 3, 7]) {
      const tail = { bytes: whole.subarray(before), before };
      const [newest] = previewOf(draft, tail, previewer).frames;
      assert.deepEqual(newest.bytes, [0, 1, 2], String(before));
    }
    const none = previewOf({ kind: 'fixed', fields: [] }, { bytes: whole, before: 0 }, previewer);
    assert.deepEqual(none.frames, []);
  });

  it('is bounded, whatever is asked of whatever bytes', () => {
    const long = stream(new Uint8Array(2000).fill(7), 3);
    const fields = [{ name: 'a', type: 'u8', count: 1000 }];
    const { frames } = previewOf({ kind: 'cobs', fields }, { bytes: long, before: 9 }, previewer);
    assert.ok(frames.length > 0);
    for (const frame of frames) {
      assert.ok(frame.bytes.length <= 256 && frame.owners.length === frame.bytes.length);
      assert.ok(frame.values.flat().length <= 16);
    }
    const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3)) & 255);
    for (const kind of ['cobs', 'slip', 'fixed', 'delimited', 'min', 'serialTransfer', 'x', null]) {
      for (const some of [fields, [], [{}], [{ name: 1 }], 'a']) {
        const { frames: found } = previewOf(
          { kind, fields: some },
          { bytes: noise, before: 5 },
          previewer,
        );
        assert.ok(found.length <= 8);
      }
    }
  });

  it('says what is wrong where there is no framing to read with', () => {
    const { frames, problems } = previewOf(
      { kind: 'syncWord', fields: [] },
      { bytes: Uint8Array.of(1), before: 0 },
      previewer,
    );
    assert.deepEqual(frames, []);
    assert.equal(problems.at(0)?.at, 'framing');
  });
});

describe('the draft that a schema begins with', () => {
  it('is the own one of the device, else what fits the bytes, else COBS', () => {
    const own = { kind: 'slip', fields: [{ name: 'a', type: 'u8' }], checksum: null } as const;
    const none = new Uint8Array(0);
    assert.deepEqual(firstDraft({ kind: 'set', format: own }, none), {
      kind: 'slip',
      fields: [{ name: 'a', type: 'u8' }],
    });
    const bytes = stream(new Uint8Array(Float32Array.of(1.5, 2.5).buffer), 20);
    assert.equal(firstDraft({ kind: 'set', format: { kind: 'csv' } }, bytes).kind, 'cobs');
    assert.deepEqual(firstDraft({ kind: 'detecting' }, none), { kind: 'cobs', fields: [] });
  });
});

describe('a message of the page that builds a schema', () => {
  it('is taken when it has its shape, and only then', () => {
    const draft = { kind: 'cobs', fields: [] };
    for (const message of [
      { type: 'ready' },
      { type: 'hold', held: true },
      { type: 'use', draft },
      { type: 'save', draft },
      { type: 'change', draft: { ...draft, fields: [{ anything: 1 }] } },
      {
        type: 'change',
        draft: { kind: 'min', fields: [], frames: [{ id: 3, fields: [] }] },
        id: 3,
      },
    ]) {
      assert.deepEqual(parseSchemaIntent(message), message);
    }
    for (const message of [
      undefined,
      null,
      'ready',
      {},
      { type: 'other' },
      { type: 'hold', held: 1 },
      { type: 'use' },
      { type: 'use', draft: { kind: 'csv', fields: [] } },
      { type: 'use', draft: { kind: 'cobs', fields: [1] } },
      { type: 'use', draft: { kind: 'cobs', fields: new Array(257).fill({}) } },
      { type: 'use', draft: { kind: 'min', fields: [], frames: [{ id: 3 }] } },
      { type: 'use', draft: { kind: 'min', fields: [], frames: 3 } },
      { type: 'change', draft, id: 'a' },
    ]) {
      assert.equal(parseSchemaIntent(message), undefined);
    }
  });

  it('may be what was kept over a reload', () => {
    const state = { deviceId: 'a', deviceName: 'A', draft: { kind: 'cobs', fields: [] } };
    assert.deepEqual(parseSchemaState({ ...state, more: 1 }), state);
    assert.deepEqual(parseSchemaState({ ...state, id: 5 }), { ...state, id: 5 });
    for (const wrong of [
      undefined,
      {},
      { ...state, deviceId: 1 },
      { ...state, draft: {} },
      { ...state, id: 'x' },
    ]) {
      assert.equal(parseSchemaState(wrong), undefined);
    }
  });
});
