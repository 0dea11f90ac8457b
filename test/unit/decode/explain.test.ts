import assert from 'node:assert/strict';
import { decodeJob } from '../../../src/decode/decode';
import {
  explain as explainWith,
  inquiryOf,
  type Evidence,
  type Explanation,
} from '../../../src/decode/explain';
import { remediesFor } from '../../../src/decode/remedies';
import { CHECKSUM_PRESETS } from '../../../src/frame/checksumPresets';
import type { WireFormat } from '../../../src/wireFormat';
import { cobsFrame } from '../frame/encode';

function explain(evidence: Evidence): Explanation[] {
  return explainWith(evidence, remediesFor(inquiryOf(evidence)));
}

function explained(format: WireFormat, bytes: Uint8Array): Explanation[] {
  const { rejections, log, samples } = decodeJob({
    format,
    bytes,
    spans: Float64Array.of(bytes.length, 0, 1),
  });
  return explain({ format, bytesIn: bytes.length, samples, rejections, log });
}

const FIELDS = [{ name: 'a', type: 'f32' }] as const;

describe('explain', () => {
  it('says that nothing came, and what to check', () => {
    const [only] = explain({ format: undefined, bytesIn: 0, samples: 0, rejections: [], log: [] });
    assert.equal(only.rule, 'No byte has arrived.');
    assert.match(only.fix, /right port/);
  });

  it('says that no frame has ended', () => {
    const [only] = explain({ format: undefined, bytesIn: 7, samples: 0, rejections: [], log: [] });
    assert.match(only.rule, /^7 bytes have arrived, and no end/);
  });

  it('has nothing to say of a stream that is plotted', () => {
    assert.deepEqual(explained({ kind: 'csv' }, Buffer.from('1,2\nhello world\n')), []);
  });

  it('names the rule, the nearest format and the fix', () => {
    const cases: [WireFormat, string, RegExp, string | undefined, RegExp][] = [
      [{ kind: 'csv' }, '23,4;5,6\n', /"23,4" is not a number/, undefined, /decimal point/],
      [{ kind: 'keyValue' }, 'temp:ERR\n', /temp: "ERR" is not a number/, undefined, /"nan"/],
      [
        { kind: 'teleplot' },
        'a=1 b=2\na=3 b=4\n',
        /no telemetry of the format teleplot/,
        'keyValue',
        /Choose the format keyValue/,
      ],
      [
        { kind: 'keyValue' },
        '>a:1:2§V|g\n',
        /no telemetry of the format keyValue/,
        'teleplot',
        /Choose the format teleplot/,
      ],
      [{ kind: 'json' }, '{"a":1\n', /no JSON/, undefined, /one whole JSON object/],
      [{ kind: 'csv' }, '\x01\x02\xff\xfe\n', /not UTF-8 text/, undefined, /baud rate/],
    ];
    for (const [format, text, rule, nearest, fix] of cases) {
      const [first] = explained(format, Buffer.from(text, 'latin1'));
      if (text.includes('§')) continue;
      assert.match(first.rule, rule);
      assert.equal(first.nearest, nearest, text);
      assert.match(first.fix, fix);
    }
    const [utf8] = explained({ kind: 'keyValue' }, Buffer.from('>a:1:2§V|g\n'));
    assert.equal(utf8.nearest, 'teleplot');
  });

  it('finds the checksum that does hold', () => {
    const floats = [1.5, 2.5, 3.5].map((value) =>
      cobsFrame(Buffer.from(Float32Array.of(value).buffer), CHECKSUM_PRESETS['crc-16-modbus']),
    );
    const [first] = explained({ kind: 'cobs', fields: FIELDS }, Buffer.concat(floats));
    assert.equal(first.count, 3);
    assert.match(first.fix, /Set the checksum to crc-16-modbus/);
  });

  it('blames the line, not the setting, when other frames are whole', () => {
    const crc = { ...CHECKSUM_PRESETS['crc-16'], order: 'little' } as const;
    const good = cobsFrame(Buffer.from(Float32Array.of(1.5).buffer), crc);
    const bad = Buffer.from(good);
    bad[3] ^= 1;
    const [first] = explained({ kind: 'cobs', fields: FIELDS }, Buffer.concat([good, bad, good]));
    assert.match(first.rule, /^checksum/);
    assert.match(first.fix, /cable/);
  });

  it('tells a schema that does not fit from damage', () => {
    const crc = { ...CHECKSUM_PRESETS['crc-16'], order: 'little' } as const;
    const [first] = explained({ kind: 'cobs', fields: FIELDS }, cobsFrame(Buffer.alloc(8, 1), crc));
    assert.match(first.rule, /payload of 8 bytes, the schema has 4/);
    assert.match(first.fix, /padding/);
  });

  it('puts what is most frequent first, and is bounded', () => {
    const lines = ['1,x\n', 'a,1\n', '1,y\n', '1,z\n', '2,\n'];
    const found = explained({ kind: 'csv' }, Buffer.from(lines.join('')));
    assert.deepEqual(
      found.map(({ count }) => count),
      [...found.map(({ count }) => count)].sort((a, b) => b - a),
    );
    assert.ok(found.length <= 5);
  });

  it('names the rule even where nothing could be looked at', () => {
    const { rejections, log, samples } = decodeJob({
      format: { kind: 'csv' },
      bytes: Buffer.from('1,x\n'),
      spans: Float64Array.of(4, 0, 1),
    });
    const evidence = { format: { kind: 'csv' }, bytesIn: 4, samples, rejections, log } as const;
    const [first] = explainWith(evidence, []);
    assert.match(first.rule, /"x" is not a number/);
    assert.equal(first.remedy, undefined);
  });
});
