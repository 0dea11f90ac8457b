import assert from 'node:assert/strict';
import { Decoder, decodeJob } from '../../../src/decode/decode';
import type { SampleBatch, WireFormat } from '../../../src/model';

function decode(
  kind: 'keyValue' | 'csv' | 'teleplot',
  text: string,
  spans?: number[],
): SampleBatch {
  const bytes = Buffer.from(text);
  const format: WireFormat = { kind };
  return decodeJob({ format, bytes, spans: Float64Array.from(spans ?? [bytes.length, 0, 1]) });
}

/** `good`, `log` or the cause it was refused for. */
function verdict(kind: 'keyValue' | 'csv' | 'teleplot', line: string): string {
  const batch = decode(kind, `${line}\n`);
  if (batch.rejectedFrames > 0) return batch.rejections[0].cause;
  return batch.logLines > 0 ? 'log' : batch.acceptedFrames > 0 ? 'good' : 'blank';
}

describe('decodeJob', () => {
  it('interpolates frame times within each block of a job', () => {
    const { columns } = decode('csv', '1\n2\n3\n4\n', [4, 100, 104, 8, 200, 202]);
    assert.deepEqual([...columns[0].times], [102, 104, 201, 202]);
    const { lastGoodMs } = decode('csv', '1\nhello there\n', [14, 0, 14]);
    assert.equal(lastGoodMs, 2);
  });

  it('takes the time of a Teleplot sample from its stamp, and keeps the port time as last good', () => {
    const batch = decode('teleplot', '>a:5000:1\n>a:5010:2\n', [20, 0, 20]);
    assert.ok(batch.columns[0].deviceTime);
    assert.deepEqual([...batch.columns[0].times], [5000, 5010]);
    assert.equal(batch.lastGoodMs, 20);
  });

  it('sorts stamped samples of several channels, whether all lines are stamped pairs or one is not', () => {
    const lines = ['>a:5000:1', '>b:5001:10', '>a:5002:2', '>c:5003:-3', '>b:5004:20', '>a:5005:3'];
    const only = (columns: SampleBatch['columns']) =>
      columns
        .filter(({ deviceTime }) => deviceTime)
        .map(({ name, times, values, min, max }) => [name, [...times], [...values], min, max]);
    const expected = [
      ['a', [5000, 5002, 5005], [1, 2, 3], 1, 3],
      ['b', [5001, 5004], [10, 20], 10, 20],
      ['c', [5003], [-3], -3, -3],
    ];
    const pairs = decode('teleplot', `${lines.join('\n')}\n`);
    assert.deepEqual(only(pairs.columns), expected);
    const mixed = decode('teleplot', `${lines.join('\n')}\n>d:7\n>e:6000:1;6001:2\n`);
    assert.deepEqual(only(mixed.columns), [...expected, ['e', [6000, 6001], [1, 2], 1, 2]]);
    assert.deepEqual([...mixed.columns[3].values], [7]);
  });

  it('tells telemetry, log lines and failed measurements apart, without history', () => {
    const cases = {
      'temp:23.4': 'good',
      'temp:23.4 degC': 'good',
      'temp:nan': 'good',
      'OK: 5': 'good',
      'temp:ERR': 'decode',
      'temp:ERR,rpm:3': 'decode',
      'temp:---': 'decode',
      'temp:,rpm:3': 'decode',
      'temp:2h.4': 'decode',
      '23.4,rpm:1200': 'decode',
      '[INFO] boot: ok': 'log',
      'EVT:SafeState': 'log',
      BOOT: 'log',
      'OK: Calibrated': 'log',
      'OK: Rate set to 100 ms': 'log',
      'STATUS: Idle, Seq=5': 'log',
      'ERROR: Unknown command': 'log',
      'FW:1.2.3': 'log',
      'reset at 12:34:56': 'log',
      '{"temp":23.4}': 'log',
      '  ': 'blank',
    };
    for (const [line, expected] of Object.entries(cases)) {
      assert.equal(verdict('keyValue', line), expected, line);
    }
    assert.equal(verdict('csv', 'ERR,3'), 'decode');
    assert.equal(verdict('csv', 'Connected to ap, 5'), 'log');
    assert.equal(verdict('csv', 'STATUS: Idle, Seq=5'), 'log');
    assert.equal(verdict('teleplot', 'STATUS: Idle, Seq=5'), 'log');
    assert.equal(verdict('teleplot', '>temp:ERR'), 'decode');
  });

  it('refuses NUL, broken UTF-8 and unprintable lines as framing', () => {
    for (const line of ['a\0:1', '\x01\x02\x03:1', '\x7f\x02a']) {
      assert.equal(verdict('keyValue', line), 'framing', JSON.stringify(line));
    }
    const bytes = Buffer.from([116, 0xff, 58, 49, 10]);
    const format: WireFormat = { kind: 'keyValue' };
    const batch = decodeJob({ format, bytes, spans: Float64Array.of(5, 0, 1) });
    assert.equal(batch.rejections[0].cause, 'framing');
    assert.deepEqual([...batch.rejections[0].excerpt], [...bytes]);
  });

  it('names the pair that was wrong', () => {
    const [rejection] = decode('keyValue', 'temp:1,rpm:ERR\n').rejections;
    assert.equal(rejection.detail, 'rpm: "ERR" is not a number');
  });

  it('keeps values that are not finite as gaps and counts them', () => {
    const batch = decode('csv', 'nan,1\ninf,2\n3,1e999\n');
    assert.equal(batch.nonFinite, 3);
    assert.deepEqual([...batch.columns[0].values], [NaN, NaN, 3]);
    assert.deepEqual([batch.columns[0].min, batch.columns[0].max], [3, 3]);
  });

  it('adopts a CSV header only when the next row has as many fields', () => {
    assert.equal(decode('csv', 'a,b\n1,2\n').columns[0].name, 'a');
    assert.equal(decode('csv', 'a,b\n1,2,3\n').columns[0].position, 0);
    assert.deepEqual(decode('csv', '1,2\na,b\n').pendingHeader, ['a', 'b']);
    assert.deepEqual(decode('csv', 'a,b\n1,2\n').header, ['a', 'b']);
  });

  it('opens no channels beyond what a batch may hold', () => {
    const text = Array.from({ length: 1100 }, (_, i) => `c${String(i)}:1\n`).join('');
    const batch = decode('keyValue', text);
    assert.equal(batch.columns.length, 1024);
    assert.equal(batch.rejectedFrames, 76);
  });

  it('keeps no history between jobs, and takes a spare buffer only when it fits', () => {
    const decoder = new Decoder();
    const format: WireFormat = { kind: 'keyValue' };
    const job = (text: string) => {
      const bytes = Buffer.from(text);
      return { format, bytes, spans: Float64Array.of(bytes.length, 0, 1) };
    };
    for (const size of [0, 16, 32, 1024]) {
      const spare = new ArrayBuffer(size);
      const batch = decoder.decode(job('a:1,b:2\nb:3\n'), spare);
      assert.deepEqual(
        batch.columns.map((column) => [column.name, ...column.values]),
        [
          ['a', 1],
          ['b', 2, 3],
        ],
      );
      assert.equal(batch.columns[0].values.buffer === spare, size === 1024);
    }
    assert.deepEqual(
      decoder.decode(job('c:4\n')).columns.map((column) => column.name),
      ['c'],
    );
  });

  it('decodes an empty job to an empty batch', () => {
    const batch = decode('keyValue', '', []);
    assert.equal(batch.samples + batch.acceptedBytes + batch.rejectedBytes, 0);
    assert.ok(Number.isNaN(batch.lastGoodMs));
  });
});
