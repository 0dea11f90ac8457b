import assert from 'node:assert/strict';
import { checkDraft, draftOf } from '../../../src/decode/checkDraft';
import { payloadPlaces } from '../../../src/decode/payloadPlaces';
import { SchemaPreviewer, spansOf } from '../../../src/decode/schemaPreview';
import { seenIds } from '../../../src/decode/seenIds';
import { CHECKSUM_PRESETS } from '../../../src/frame/checksumPresets';
import type { SchemaField, WireFormat } from '../../../src/wireFormat';
import {
  cobsFrame,
  countedFrame,
  delimitedFrame,
  minFrame,
  serialTransferFrame,
  slipFrame,
} from '../frame/encode';
import { fixtures } from './fixtures';

const CRC = CHECKSUM_PRESETS['crc-16'];
const COBS_CRC = { ...CRC, order: 'little' } as const;
const COUNTED = {
  sync: [0xaa, 0x55],
  headerBytes: 2,
  length: { kind: 'field', at: 1, type: 'u8', order: 'little', adds: 0 },
  checksum: CRC,
  tail: [0x0d],
} as const;
const DELIMITED = {
  start: [0x2f, 0x2a],
  end: [0x2a, 0x2f],
  checksum: CRC,
  checksumPlace: 'beforeEnd',
} as const;
const START_ONLY = { ...DELIMITED, start: [0x13, 0x37], end: [] } as const;

/** One way to frame a payload, and the format that reads it. */
const FRAMINGS: Readonly<
  Record<string, { format: WireFormat; frame: (payload: Uint8Array) => Uint8Array }>
> = {
  cobs: { format: { kind: 'cobs', fields: [] }, frame: (p) => cobsFrame(p, COBS_CRC) },
  slip: {
    format: { kind: 'slip', fields: [], checksum: CRC },
    frame: (p) => slipFrame(p, CRC),
  },
  syncWord: {
    format: { kind: 'syncWord', frame: COUNTED, fields: [] },
    frame: (p) => countedFrame(COUNTED, p),
  },
  delimited: {
    format: { kind: 'delimited', frame: DELIMITED, payload: { kind: 'fields', fields: [] } },
    frame: (p) => delimitedFrame(DELIMITED, p),
  },
  startOnly: {
    format: { kind: 'delimited', frame: START_ONLY, payload: { kind: 'fields', fields: [] } },
    frame: (p) => delimitedFrame(START_ONLY, p),
  },
  min: { format: { kind: 'min', frames: [] }, frame: (p) => minFrame(7, p, 3) },
  serialTransfer: {
    format: { kind: 'serialTransfer', frames: [] },
    frame: (p) => serialTransferFrame(1, p),
  },
};

/** Bytes that are rich in what framings have to stuff. */
function payloads(): Uint8Array[] {
  const special = [0, 0xaa, 0xaa, 0xc0, 0xdb, 0x7e, 0x55, 0x11, 0xff];
  return Array.from({ length: 60 }, (_, n) =>
    Uint8Array.from({ length: n + 1 }, (__, i) => special[(i * (n + 3) + ((i * n) >> 2)) % 9]),
  );
}

const U16: SchemaField = { name: 'a', type: 'u16' };

describe('payloadPlaces', () => {
  for (const [name, { format, frame }] of Object.entries(FRAMINGS)) {
    it(`finds each byte of a payload where it stands in a frame of ${name}`, () => {
      let same = 0;
      for (const payload of payloads()) {
        const bytes = frame(payload);
        const found = payloadPlaces(format, bytes);
        assert.equal(found?.places.length, payload.length, bytes.toString());
        found.places.forEach((place, i) => {
          // What is stuffed stands where its stand-in is; all else is itself.
          if (bytes[place] === payload[i]) same++;
          else assert.ok([0, 0xc0, 0xdb, 0x7e].includes(payload[i]), `${String(i)} at ${place}`);
        });
        assert.ok(found.places.every((place, i) => i === 0 || place > found.places[i - 1]));
      }
      assert.ok(same > 1000);
    });
  }

  it('finds none in bytes that are no frame', () => {
    const cobs: WireFormat = { kind: 'cobs', fields: [] };
    assert.equal(payloadPlaces(cobs, Uint8Array.of(9, 1, 0)), undefined);
    assert.equal(payloadPlaces(cobs, Uint8Array.of(2, 1, 0)), undefined);
    assert.equal(payloadPlaces({ kind: 'min', frames: [] }, Uint8Array.of(0xaa, 1)), undefined);
  });
});

describe('SchemaPreviewer', () => {
  const previewer = new SchemaPreviewer();

  for (const [name, { format, frame }] of Object.entries(FRAMINGS)) {
    it(`decodes frames of ${name} field by field, as far as the fields go`, () => {
      const sent = [1, 2, 3].map((n) => frame(Uint8Array.of(n, 1, 0xaa, 0, 7)));
      // What only begins is whole when the next begins.
      const stream = Buffer.concat([
        ...sent,
        name === 'startOnly' ? sent[0].subarray(0, 2) : Buffer.of(),
      ]);
      const one = previewer.frames(format, [U16], stream, false);
      assert.deepEqual(
        one.map(({ values }) => values[0].at(0)?.value),
        [259, 258, 257],
      );
      assert.match(one[0].problem?.detail ?? '', /payload of 5 bytes, the schema has 2/);
      const fields: SchemaField[] = [U16, { ...U16, order: 'big' }, { name: 'c', type: 'i8' }];
      const [newest] = previewer.frames(format, fields, stream, false);
      assert.equal(newest.problem, undefined);
      assert.deepEqual(
        newest.values.map((values) => values[0].value),
        [259, 0xaa00, 7],
      );
      assert.deepEqual(newest.bytes, frame(Uint8Array.of(3, 1, 0xaa, 0, 7)));
    });
  }

  it('shows times and sequences as numbers, arrays and bits by their parts, labels by their text', () => {
    const format: WireFormat = { kind: 'slip', fields: [], checksum: null };
    const fields: SchemaField[] = [
      { name: 't', type: 'u16', role: 'time', timeUnit: 'us', scale: 2 },
      { name: 'n', type: 'u8', role: 'sequence' },
      { name: 'skip', type: 'u8', role: 'padding' },
      { name: 'g', type: 'i8', count: 2 },
      {
        name: 'status',
        type: 'u8',
        bits: [
          { name: 'ready', at: 0, width: 1 },
          { name: 'mode', at: 1, width: 3, labels: { '2': 'Run' } },
        ],
      },
    ];
    const stream = slipFrame(Uint8Array.of(10, 0, 9, 0xee, 0xff, 5, 0b101), null);
    const [{ values, problem }] = previewer.frames(format, fields, stream, false);
    assert.equal(problem, undefined);
    assert.deepEqual(values, [
      [{ part: '', value: 20 }],
      [{ part: '', value: 9 }],
      [],
      [
        { part: '.0', value: -1 },
        { part: '.1', value: 5 },
      ],
      [
        { part: 'ready', value: 1 },
        { part: 'mode', value: 2, label: 'Run' },
      ],
    ]);
    assert.deepEqual(spansOf(fields).at(-1), { at: 6, bytes: 1 });
  });

  for (const kind of ['min', 'serialTransfer'] as const) {
    it(`shows frames of ${kind} by their ids, and which ids there are`, () => {
      const frame = (id: number, ...payload: number[]) =>
        kind === 'min'
          ? minFrame(id, Uint8Array.from(payload))
          : serialTransferFrame(id, Uint8Array.from(payload));
      const stream = Buffer.concat([
        ...[frame(9, 1, 2), frame(9, 0), frame(3, 9), frame(9, 3, 4), frame(7, 5, 6)],
      ]);
      const own = { id: 9, fields: [{ name: 'x', type: 'u8' }] } as const;
      const format: WireFormat = { kind, frames: [own] };
      const shown = (fields: readonly SchemaField[], id: number | null) =>
        previewer
          .frames(format, fields, stream, false, id)
          .map(({ values, problem }) => [values[0].at(0)?.value, problem?.cause]);
      assert.deepEqual(shown([U16], 9), [
        [1027, undefined],
        [undefined, 'length'],
        [513, undefined],
      ]);
      assert.deepEqual(shown([U16], null), [
        [1541, undefined],
        [undefined, 'length'],
      ]);
      assert.deepEqual(seenIds(format, stream), [
        { id: 3, frames: 1 },
        { id: 7, frames: 1 },
        { id: 9, frames: 3 },
      ]);
      assert.deepEqual(seenIds({ kind: 'cobs', fields: [] }, stream), []);
    });
  }

  it('says why a frame is refused, and goes on with the next', () => {
    const good = cobsFrame(Uint8Array.of(1, 2), COBS_CRC);
    const bad = Buffer.from(good);
    bad[2] ^= 1;
    const format: WireFormat = { kind: 'cobs', fields: [] };
    const frames = previewer.frames(format, [U16], Buffer.concat([good, bad, good]), false);
    assert.deepEqual(
      frames.map(({ problem, values }) => problem?.cause ?? values[0][0].value),
      [513, 'checksum', 513],
    );
    const counted: WireFormat = { kind: 'syncWord', frame: COUNTED, fields: [] };
    const whole = countedFrame(COUNTED, Uint8Array.of(1, 2));
    const junk = Buffer.concat([whole, Buffer.from([1, 2, 3]), whole]);
    const found = previewer.frames(counted, [U16], junk, false);
    assert.deepEqual(
      found.map(({ bytes }) => bytes.length),
      [whole.length, 3, whole.length],
    );
    assert.equal(found[1].problem?.cause, 'framing');
  });

  it('leaves out the rest of a frame that the bytes begin with, and shows eight frames at most', () => {
    const frame = cobsFrame(Uint8Array.of(1, 2), COBS_CRC);
    const stream = Buffer.concat([frame.subarray(2), ...Array.from({ length: 20 }, () => frame)]);
    const format: WireFormat = { kind: 'cobs', fields: [] };
    assert.equal(previewer.frames(format, [U16], stream, true).length, 8);
    const short = previewer.frames(format, [U16], stream.subarray(0, frame.length - 2), true);
    assert.deepEqual(short, []);
  });

  it('shows what every fixture of packed fields holds', () => {
    let shown = 0;
    for (const { name, bytes, format } of fixtures()) {
      const draft = draftOf(format);
      if (draft === undefined) continue;
      const { readable, fields, problems } = checkDraft(draft);
      assert.deepEqual(
        problems.filter(({ at }) => at !== 'fields'),
        [],
        name,
      );
      if (readable === undefined || fields.length === 0) continue;
      const frames = previewer.frames(readable, fields, bytes.subarray(-4096), false);
      assert.ok(
        frames.some(({ values, problem }) => problem === undefined && values.flat().length > 0),
        name,
      );
      shown++;
    }
    assert.ok(shown >= 6, String(shown));
  });
});

describe('checkDraft', () => {
  const field = { name: 'a', type: 'u8' };

  it('gives the format of a draft that is whole', () => {
    const { format, problems } = checkDraft({ kind: 'cobs', fields: [field] });
    assert.deepEqual(problems, []);
    assert.equal(format?.kind, 'cobs');
  });

  it('says of each mistake where it is, and reads the rest', () => {
    const draft = {
      kind: 'syncWord',
      sync: '',
      checksum: 'crc-99',
      fields: [field, { name: '', type: 'u8' }, { ...field, scale: 'x' }],
    };
    const { format, readable, fields, problems } = checkDraft(draft);
    assert.equal(format, undefined);
    assert.equal(readable, undefined);
    assert.deepEqual(
      problems.map(({ at }) => at),
      ['checksum', 1, 2, 'framing'],
    );
    assert.equal(fields.length, 1);
    assert.match(problems[3].message, /^syncWord\.sync is .*It must be 1 to 16 bytes/);
  });

  it('finds what is wrong between fields, and what is missing altogether', () => {
    const twice = checkDraft({ kind: 'slip', fields: [field, field] });
    assert.deepEqual(
      twice.problems.map(({ at }) => at),
      ['fields'],
    );
    assert.equal(twice.readable?.kind, 'slip');
    assert.match(
      checkDraft({ kind: 'cobs', fields: [] }).problems[0].message,
      /at least one field/,
    );
    for (const draft of [undefined, null, 3, 'cobs', {}, { kind: 'csv', fields: 3 }]) {
      assert.equal(checkDraft(draft).format, undefined);
    }
  });

  it('checks the fields of the id that is worked on by their places, those of others by their id', () => {
    const own = { id: 5, fields: [field, { name: '', type: 'u8' }] };
    const sound = { id: 6, fields: [field] };
    const at = (draft: unknown, id?: number) => {
      const { problems, fields } = checkDraft(draft, id);
      return [problems.map((one) => one.at), fields.length];
    };
    const draft = { kind: 'min', frames: [own, sound], fields: [] };
    assert.deepEqual(at(draft, 5), [[1], 1]);
    assert.deepEqual(at(draft, 6), [['fields'], 1]);
    assert.match(checkDraft(draft).problems[0].message, /^Id 5: fields\[1\]\.name is ""/);
    const whole = { ...draft, frames: [{ id: 5, fields: [field] }, sound] };
    const { format, readable } = checkDraft(whole, 6);
    assert.deepEqual(format?.kind === 'min' && format.frames.map(({ id }) => id), [5, 6]);
    assert.ok(readable?.kind === 'min' && readable.frames.some(({ id }) => id === 6));
    const empty = { ...draft, frames: [{ id: 5, fields: [] }, sound] };
    assert.deepEqual(at(empty, 5), [['fields'], 0]);
    assert.match(checkDraft(empty, 6).problems[0].message, /^Id 5: It has no field yet/);
    const twice = { ...draft, frames: [sound, sound] };
    assert.deepEqual(at(twice, 6)[0], ['framing']);
    for (const frames of [3, [1], [{}], [{ id: 'x', fields: 3 }]]) {
      assert.ok(checkDraft({ ...draft, frames }, 5).problems.length > 0);
    }
  });

  it('takes every schema of the fixtures for what it is', () => {
    for (const { name, format } of fixtures()) {
      const draft = draftOf(format);
      if (draft === undefined || draft.fields.length === 0) continue;
      assert.deepEqual(checkDraft(draft).format, format, name);
    }
  });
});
