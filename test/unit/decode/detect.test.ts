import assert from 'node:assert/strict';
import { cobsEncode } from '../../../src/decode/cobs';
import { crc16 } from '../../../src/decode/crc';
import { decodeJob } from '../../../src/decode/decode';
import { detect } from '../../../src/decode/detect';
import { CHECKSUM_PRESETS } from '../../../src/frame/checksumPresets';
import type { CountedFrame } from '../../../src/wireFormat';
import {
  cobsFrame as cobsFrameWith,
  countedFrame,
  justFloatFrame,
  minFrame,
  serialTransferFrame,
  slipFrame,
} from '../frame/encode';

const ESP32_BANNER =
  'ets Jul 29 2019 12:21:46\r\nrst:0x1 (POWERON_RESET),boot:0x13\r\nconfigsip: 0, SPIWP:0xee\r\n' +
  'mode:DIO, clock div:1\r\nload:0x3fff0030,len:1344\r\nho 0 tail 12 room 4\r\nentry 0x400805e4\r\n';

function kindOf(text: string | Uint8Array): string {
  const found = detect(typeof text === 'string' ? Buffer.from(text) : text);
  return found.kind === 'sure' ? found.format.kind : 'unsure';
}

function scoreOf(text: string): number {
  const found = detect(Buffer.from(text));
  return found.kind === 'sure' ? found.score : 0;
}

function cobsFrame(payload: Uint8Array): Buffer {
  const crc = crc16(payload, 0, payload.length);
  return Buffer.from(cobsEncode(Buffer.concat([payload, Buffer.of(crc & 255, crc >> 8)])));
}

function floats(...values: number[]): Uint8Array {
  return Buffer.from(Float32Array.from(values).buffer);
}

describe('detect', () => {
  it('is sure after one complete line', () => {
    const cases = {
      'temp:23.4\n': 'keyValue',
      'temp:23.4,rpm:1200\n': 'keyValue',
      'temp=23.4; rpm=1200\r\n': 'keyValue',
      'A1: 5\n': 'keyValue',
      '>temp:23.4\n': 'teleplot',
      '>temp:1627551892437:23.4§degC|g\n': 'teleplot',
      '>a:1,b:2\n': 'badlogic',
      '{"a":1}\n': 'json',
      'ch:1,2,3\n': 'fireWater',
      'A1:5\tA2:6\n': 'arduino',
      'a:12:3.5§V|g\n': 'teleplot',
      'a=1;b[V]=2\n': 'keyValue',
      '/*1,2*/ /*3,4*/\n': 'delimited',
      '1,2,3\n': 'csv',
      '1 2 3\n': 'csv',
      '23.4\n': 'csv',
      'time,temp\n1,23.4\n': 'csv',
    };
    for (const [text, kind] of Object.entries(cases)) assert.equal(kindOf(text), kind, text);
  });

  it('finds the checksum behind delimited rows, and none where none is', () => {
    const rows = ['1,2', '3,4', '5,6', '70,80'];
    const sum = (row: string) => [...Buffer.from(row)].reduce((n, byte) => (n + byte) & 255, 0);
    const checked = rows.map((row) => Buffer.from([...Buffer.from(`/*${row}*/`), sum(row)]));
    const found = detect(new Uint8Array(Buffer.concat(checked)));
    assert.ok(found.kind === 'sure' && found.format.kind === 'delimited');
    assert.equal(found.format.frame.checksum?.algorithm, 'sum');
    const plain = detect(new Uint8Array(Buffer.from(rows.map((row) => `/*${row}*/\r\n`).join(''))));
    assert.ok(plain.kind === 'sure' && plain.format.kind === 'delimited');
    assert.equal(plain.format.frame.checksum, null);
  });

  it('is less sure of a bare number than of a row, and surer the more it has seen', () => {
    assert.ok(scoreOf('23.4\n') < scoreOf('23.4,5\n'));
    assert.ok(scoreOf('t:1\n') < scoreOf('t:1\n'.repeat(20)));
  });

  it('sees past a boot banner, half a line and log lines', () => {
    assert.equal(kindOf(`${ESP32_BANNER}temp:23.4\r\n`), 'keyValue');
    assert.equal(kindOf(`${ESP32_BANNER}>temp:23.4\r\n`), 'teleplot');
    assert.equal(kindOf(`${ESP32_BANNER}1,2,3\r\n1,2,3\r\n`), 'csv');
    assert.equal(kindOf('4,rpm:1200\ntemp:23.4,rpm:1200\n'), 'keyValue');
    assert.equal(kindOf('OK: Measuring\nSTATUS: Measuring, Seq=5\nt:1\n'), 'keyValue');
  });

  it('stays unsure of half lines, prose, logs and nothing', () => {
    const cases = [
      ...['', '\n\n', 'temp:23', '23.4,rpm:1200\n', ESP32_BANNER, 'BOOT\nOK: Idle\n'],
      'It was a dark night; the rain fell.\nTotal of all: 5 things, or 6.\n',
      '[INFO] boot: ok\nSTATUS: Idle, Seq=5\nEVT:SafeState\n',
      'a,b,c\n',
    ];
    for (const text of cases) assert.equal(kindOf(text), 'unsure', JSON.stringify(text));
  });

  it('stays unsure of noise', () => {
    let x = 1;
    for (let run = 0; run < 200; run++) {
      const noise = Uint8Array.from({ length: 4096 }, () => {
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
        return x & 255;
      });
      assert.equal(kindOf(noise), 'unsure', `run ${String(run)}`);
    }
  });

  it('finds COBS with checksums, and how many floats a frame holds', () => {
    const stream = Buffer.concat([
      Buffer.of(5, 9, 0),
      cobsFrame(floats(1, 0)),
      cobsFrame(floats(2.5, 3)),
    ]);
    const found = detect(stream);
    assert.ok(found.kind === 'sure' && found.format.kind === 'cobs');
    assert.deepEqual(
      found.format.fields.map((field) => `${field.name} ${field.type}`),
      ['value 1 f32', 'value 2 f32'],
    );
  });

  it('stays unsure of one COBS frame, and takes payloads that are no floats for integers', () => {
    assert.equal(kindOf(cobsFrame(floats(1, 2))), 'unsure');
    const odd = [1, 2, 3].map((n) => cobsFrame(Buffer.of(n, 2, 3)));
    const found = detect(Buffer.concat(odd));
    assert.ok(found.kind === 'sure' && found.format.kind === 'cobs');
    assert.deepEqual(
      found.format.fields.map(({ type }) => type),
      ['u8', 'u8', 'u8'],
    );
  });

  it('names the runner-up', () => {
    const found = detect(Buffer.from(`1,2\n${'>a:1\n'.repeat(9)}`));
    assert.ok(found.kind === 'sure');
    assert.equal(found.format.kind, 'teleplot');
    assert.equal(found.runnerUp?.kind, 'badlogic');
  });

  it('stays unsure of two formats mixed, and says which', () => {
    const cases: [string | Buffer, string][] = [
      ['1,2\n>a:1\n'.repeat(3), 'teleplot and csv'],
      ['>a:1\ntemp:23,rpm:5\n'.repeat(20), 'teleplot and keyValue'],
      ['{"a":1}\n1,2,3\n'.repeat(20), 'json and csv'],
      [
        Buffer.concat(
          Array.from({ length: 20 }, (_, i) => [
            Buffer.from('t:23\n'),
            justFloatFrame([i, 2]),
          ]).flat(),
        ),
        'justFloat',
      ],
    ];
    for (const [stream, kinds] of cases) {
      const found = detect(Buffer.from(stream));
      assert.match(
        found.kind === 'unsure' ? found.why : found.format.kind,
        new RegExp(`mixed.*${kinds}|^no `),
      );
    }
  });

  it('finds the checksum of stuffed frames', () => {
    for (const [name, spec] of Object.entries(CHECKSUM_PRESETS)) {
      for (const write of [cobsFrameWith, slipFrame]) {
        const frames = Array.from({ length: 8 }, (_, i) => write(floats(i * 1.5, -i), spec));
        const found = detect(Buffer.concat(frames));
        assert.ok(found.kind === 'sure', name);
        assert.ok(found.format.kind === 'cobs' || found.format.kind === 'slip');
        const { checksum } = found.format;
        if (name === 'crc-16') assert.equal(checksum?.polynomial, 0x1021);
        else assert.equal(checksum?.polynomial, spec.polynomial, name);
      }
    }
  });

  it('finds sync word, length, checksum and tail of counted frames', () => {
    const crc16 = CHECKSUM_PRESETS['crc-16-modbus'];
    const base: CountedFrame = {
      sync: [0xaa, 0x55],
      headerBytes: 2,
      length: { kind: 'field', at: 1, type: 'u8', order: 'little', adds: 0 },
      checksum: { ...crc16, covers: 'header' },
      tail: [],
    };
    const noHeader = { ...base, headerBytes: 0, length: { kind: 'fixed', bytes: 8 } } as const;
    const cases: [string, CountedFrame, (i: number) => number[]][] = [
      ['syncWord', base, (i) => Array.from({ length: 1 + (i % 4) }, () => i * 1.5)],
      ['fixed', noHeader, (i) => [i * 1.5, -i]],
      ['fixed', { ...noHeader, checksum: null }, (i) => [i * 1.5, -i]],
      ['fixed', { ...noHeader, tail: [13, 10] }, (i) => [i * 1.5, -i]],
    ];
    for (const [kind, frame, valuesOf] of cases) {
      const frames = Array.from({ length: 20 }, (_, i) =>
        countedFrame(frame, floats(...valuesOf(i))),
      );
      const found = detect(Buffer.concat([Buffer.of(9, 8, 7), ...frames]));
      assert.ok(found.kind === 'sure', kind);
      assert.equal(found.format.kind, kind);
      const batch = decodeJob({
        format: found.format,
        bytes: Buffer.concat(frames),
        spans: Float64Array.of(1, 0, 1),
      });
      if (kind === 'fixed') assert.equal(batch.acceptedFrames, 20, JSON.stringify(found.format));
    }
  });

  it('tells binary formats of measurements apart', () => {
    const frame: CountedFrame = {
      sync: [0xaa, 0x55],
      headerBytes: 1,
      length: { kind: 'field', at: 0, type: 'u8', order: 'little', adds: 0 },
      checksum: { ...CHECKSUM_PRESETS['crc-16'], covers: 'header' },
      tail: [],
    };
    const writers: Record<string, (payload: Uint8Array) => Uint8Array> = {
      fixed: (payload) => countedFrame(frame, payload),
      cobs: (payload) => cobsFrameWith(payload, null),
      slip: (payload) => Buffer.concat([Buffer.of(0xc0), slipFrame(payload, null)]),
      min: (payload) => minFrame(1, payload),
      serialTransfer: (payload) => serialTransferFrame(1, payload),
      justFloat: (payload) => Buffer.concat([payload, Buffer.of(0, 0, 0x80, 0x7f)]),
    };
    for (const [kind, write] of Object.entries(writers)) {
      for (const phase of [0, 1, 2, 3, 4, 5, 6, 7]) {
        const payloads = Array.from({ length: 120 }, (_, i) =>
          floats(
            ...Array.from({ length: 8 }, (_, n) => Math.sin(i / 9 + n * phase) * 10 ** (n - 3)),
          ),
        );
        const stream = Buffer.concat(payloads.map(write));
        assert.equal(
          kindOf(stream.subarray(phase * 7, phase * 7 + 4096)),
          kind,
          `phase ${String(phase)}`,
        );
      }
    }
  });

  it('takes less than 100 ms of the processor for 4 KiB that hold it up', () => {
    const sync = Uint8Array.from({ length: 4096 }, (_, i) => [0xaa, 0x55, i & 3, i >> 8][i & 3]);
    const before = process.cpuUsage();
    for (let i = 0; i < 5; i++) detect(sync);
    const { user, system } = process.cpuUsage(before);
    assert.ok((user + system) / 5 < 100_000, `${String((user + system) / 5)} us`);
  });
});
