import assert from 'node:assert/strict';
import { decodeJob } from '../../../src/decode/decode';
import type { NamedColumn } from '../../../src/model';
import { StreamHistory } from '../../../src/pipeline/history';
import type { WireFormat } from '../../../src/wireFormat';
import { cobsFrame } from '../frame/encode';

/** Each text a block of its own, through one history. */
function resolved(
  format: WireFormat,
  blocks: readonly Uint8Array[],
  history = new StreamHistory(),
): NamedColumn[][] {
  return blocks.map((bytes, i) => {
    const spans = Float64Array.of(bytes.length, 10_000 + i * 10, 10_010 + i * 10);
    return history.resolve(decodeJob({ format, bytes, spans }));
  });
}

const SCHEMA: WireFormat = {
  kind: 'cobs',
  checksum: null,
  fields: [
    { name: 't', type: 'u16', role: 'time', timeUnit: 'ms' },
    { name: 'n', type: 'u8', role: 'sequence' },
    { name: 'v', type: 'u8' },
  ],
};

function frame(t: number, n: number, v: number): Uint8Array {
  return cobsFrame(Buffer.of(t & 255, t >> 8, n, v), null);
}

describe('StreamHistory', () => {
  it('names CSV columns from a header that came in a block before', () => {
    const texts = ['a,b [V]\n', '1,2\n', '3,4\n'].map((text) => Buffer.from(text));
    const [, second, third] = resolved({ kind: 'csv' }, texts);
    for (const columns of [second, third]) {
      assert.deepEqual(
        columns.map(({ name, unit }) => [name, unit]),
        [
          ['a', ''],
          ['b', 'V'],
        ],
      );
    }
  });

  it('unwraps a clock that begins again, over blocks too', () => {
    const blocks = [
      Buffer.concat([frame(65_500, 1, 1), frame(65_530, 2, 2)]),
      Buffer.concat([frame(10, 3, 3), frame(40, 4, 4)]),
      Buffer.concat([frame(60_000, 5, 5)]),
      Buffer.concat([frame(5, 6, 6)]),
    ];
    const history = new StreamHistory({ keepDeviceTime: true });
    const times = resolved(SCHEMA, blocks, history).map((columns) => [...columns[1].times]);
    assert.deepEqual(times, [[65_500, 65_530], [65_546, 65_576], [60_000], [65_541]]);
  });

  it('gives times as exact as they stood on the wire, however many came before', () => {
    const [time, ...rest] = SCHEMA.fields;
    const micros = { ...SCHEMA, fields: [{ ...time, timeUnit: 'us' }, ...rest] } as const;
    const history = new StreamHistory({ keepDeviceTime: true });
    const raw = Array.from({ length: 500 }, (_, i) => (i * 977) % 65_536);
    const blocks = raw.map((t, i) => frame(t, i % 256, 0));
    const times = resolved(micros, blocks, history).flatMap((columns) => [...columns[1].times]);
    const turnMs = 65_536 * 1e-3;
    raw.forEach((t, i) => {
      assert.equal(times[i], t * 1e-3 + Math.floor((i * 977) / 65_536) * turnMs, String(i));
    });
  });

  it('lays device time on the clock of the port', () => {
    const [first, second] = resolved(SCHEMA, [frame(65_530, 1, 1), frame(4, 2, 2)]);
    assert.deepEqual([...first[1].times], [10_010]);
    assert.deepEqual([...second[1].times], [10_020]);
  });

  it('counts the frames that a sequence number shows to be missing', () => {
    const history = new StreamHistory();
    const numbers = [250, 251, 254, 255, 0, 0, 3, 2, 4, 100];
    resolved(
      SCHEMA,
      numbers.map((n, i) => frame(i, n, 0)),
      history,
    );
    // 252 and 253, 1 and 2, 3, 5 to 99; a repeated and an earlier number are no loss.
    assert.equal(history.framesMissing, 2 + 2 + 1 + 95);
  });

  it('gives a text one number for good, though batches number theirs anew', () => {
    const texts = ['>s:Idle|t\n>s:Run|t\n', '>s:Run|t\n', '>s:Stop|t\n>s:Idle|t\n'];
    const batches = resolved(
      { kind: 'teleplot' },
      texts.map((text) => Buffer.from(text)),
    );
    assert.deepEqual(
      batches.map(([column]) => [...column.values]),
      [[0, 1], [1], [2, 0]],
    );
    const [last] = batches[2];
    assert.ok(last.isText === true && last.min === 0 && last.max === 2);
    assert.deepEqual(
      [...(last.labels ?? [])],
      [
        [0, 'Idle'],
        [1, 'Run'],
        [2, 'Stop'],
      ],
    );
  });

  it('keeps what a column is beyond numbers', () => {
    const [columns] = resolved({ kind: 'teleplot' }, [Buffer.from('>p:1:2|xy,np\n')]);
    assert.deepEqual(
      columns.map(({ name, point, noPlot }) => [name, point?.axis, noPlot]),
      [
        ['p.x', 'x', true],
        ['p.y', 'y', true],
      ],
    );
  });

  it('bounds the texts of a channel', () => {
    const lines = Array.from({ length: 400 }, (_, i) => `>s:text ${String(i)}|t\n`);
    const batches = resolved(
      { kind: 'teleplot' },
      lines.map((line) => Buffer.from(line)),
    );
    const [column] = batches[399];
    assert.deepEqual([...column.values], [256]);
    assert.equal(column.labels?.size, 257);
    assert.equal(column.labels.get(256), '…');
  });
});
