import assert from 'node:assert/strict';
import { detect } from '../../../src/decode/detect';
import { parseFormat } from '../../../src/decode/parseFormat';
import { writeFormat } from '../../../src/decode/writeFormat';
import type { WireFormat } from '../../../src/wireFormat';
import { fixtures } from './fixtures';

function readBack(format: WireFormat): unknown {
  const written: unknown = JSON.parse(JSON.stringify(writeFormat(format)));
  const parsed = parseFormat(written, 'format');
  assert.ok(parsed.ok, parsed.ok ? '' : `${parsed.message} ${JSON.stringify(written)}`);
  return parsed.format;
}

/** `teleplot` says of itself that it is not of datagrams, where a guess leaves that out. */
function plain(format: unknown): unknown {
  return JSON.parse(
    JSON.stringify(format, (key, value: unknown) => (key === 'udp' ? value || undefined : value)),
  );
}

describe('writeFormat', () => {
  it('writes what the parser makes the same format of', () => {
    for (const { name, format } of fixtures()) {
      assert.deepEqual(plain(readBack(format)), plain(format), name);
    }
  });

  it('writes every format that is detected', () => {
    let written = 0;
    for (const { name, bytes } of fixtures()) {
      const found = detect(bytes);
      if (found.kind === 'unsure') continue;
      written++;
      const back = readBack(found.format) as WireFormat;
      assert.equal(back.kind, found.format.kind, name);
      assert.deepEqual(readBack(back), back, name);
    }
    assert.ok(written > 20);
  });

  it('writes no more than it must', () => {
    const cases: [WireFormat, unknown][] = [
      [{ kind: 'csv' }, 'csv'],
      [{ kind: 'teleplot', udp: false }, 'teleplot'],
      [{ kind: 'min', frames: [] }, 'min'],
      [
        { kind: 'cobs', fields: [{ name: 'a', type: 'f32', unit: '', scale: 1, offset: 0 }] },
        { kind: 'cobs', fields: [{ name: 'a', type: 'f32' }] },
      ],
    ];
    for (const [format, expected] of cases) assert.deepEqual(writeFormat(format), expected);
  });
});
