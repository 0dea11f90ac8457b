import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { decodeVerb } from '../../../src/cli/decodeVerb';
import { TextSink } from '../../../src/cli/textSink';
import { justFloatFrame } from '../frame/encode';

interface Result {
  readonly code: number;
  readonly samples: unknown[];
  readonly errors: string[];
}

describe('decode', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'telemetryhub-cli-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function file(name: string, content: string | Uint8Array): string {
    const at = path.join(folder, name);
    writeFileSync(at, content);
    return at;
  }

  async function run(...args: string[]): Promise<Result> {
    const texts = ['', ''];
    const sinks = [0, 1].map(
      (i) =>
        new TextSink(
          new Writable({
            write(chunk: Buffer, _encoding, done) {
              texts[i] += chunk.toString();
              done();
            },
          }),
        ),
    );
    const code = await decodeVerb(args, sinks[0], sinks[1]);
    const lines = texts.map((text) => text.split('\n').filter(Boolean));
    return { code, samples: lines[0].map((line) => JSON.parse(line) as unknown), errors: lines[1] };
  }

  it('writes samples in stream order, with the time that the format gives, and the unit', async () => {
    const { code, samples, errors } = await run(
      file('a', '>b:1000:2§V|g\n>a:1\n>b:3\n>s:Run|t\nhello\n'),
    );
    assert.equal(code, 0);
    assert.deepEqual(samples, [
      { channel: 'b', time: 1000, value: 2, unit: 'V' },
      { channel: 'a', time: null, value: 1 },
      { channel: 'b', time: null, value: 3 },
      { channel: 's', time: null, value: 'Run' },
    ]);
    assert.match(errors[0], /^format: teleplot, detected \(0\.\d\d\)/);
    assert.equal(errors.at(-1), '4 samples in 4 frames, 0 rejected, 1 log lines');
  });

  it('says where and why bytes were rejected', async () => {
    const { errors } = await run('--format', 'csv', file('b', '1,2\nERR,3\nnan,4\n\xff\n5,6'));
    assert.deepEqual(errors.slice(1, -1), [
      '@4 decode: field 1 "ERR" is not a number (6 bytes)',
      '@10 value 1 is not a finite number',
    ]);
    const frames = Buffer.concat([
      justFloatFrame([1]),
      Buffer.of(9, 9),
      justFloatFrame([2]),
      justFloatFrame([3]),
    ]);
    const binary = await run('--format', 'just-float', file('c', frames));
    assert.deepEqual(binary.errors.slice(1, -1), ['@8 length: 6 bytes are no floats (10 bytes)']);
    assert.equal(binary.samples.length, 2);
  });

  it('counts no byte that was not there, and says how many frames are missing', async () => {
    const noise = new Uint8Array(500).fill(7);
    const fields = '"fields":[{"name":"n","type":"u8","role":"sequence"}]';
    const { errors } = await run('--format', `{"kind":"cobs",${fields}}`, file('noise', noise));
    assert.equal(errors[1], '@0 framing: not COBS (500 bytes)');
    const frames = [254, 255, 2, 5].flatMap((n) => [0xc0, n, 0xc0]);
    const gaps = await run(
      '--format',
      `{"kind":"slip",${fields}}`,
      file('gaps', Uint8Array.from(frames)),
    );
    assert.equal(
      gaps.errors.at(-1),
      '4 samples in 4 frames, 0 rejected, 0 log lines, 4 missing by their sequence numbers',
    );
  });

  it('passes over a byte order mark, and counts it where it says what was rejected', async () => {
    const { samples, errors } = await run(
      '--format',
      'csv',
      file('bom', '\ufeffx,y\n1,2\n3,1.2.3\n'),
    );
    assert.deepEqual(samples, [
      { channel: 'x', time: null, value: 1 },
      { channel: 'y', time: null, value: 2 },
    ]);
    assert.match(errors[1], /^@11 decode: field 2/);
  });

  it('keeps the sign of zero', async () => {
    const { samples } = await run(file('zero', 'a:-0\na:0\n'));
    const values = samples.map((sample) => (sample as { readonly value: number }).value);
    assert.deepEqual(
      values.map((value) => Object.is(value, -0)),
      [true, false],
    );
  });

  it('reads a last line without its end', async () => {
    const { samples } = await run(file('d', 'a:1\na:2'));
    assert.deepEqual(samples, [
      { channel: 'a', time: null, value: 1 },
      { channel: 'a', time: null, value: 2 },
    ]);
  });

  it('names CSV columns from the header above them', async () => {
    const { samples } = await run(file('e', 'x,y [m]\n1,2\n3,4\n'));
    assert.deepEqual(samples[3], { channel: 'y', time: null, value: 4, unit: 'm' });
  });

  it('takes the schema of a file, alone, beside a format, and in place of guessed fields', async () => {
    const fields = [
      { name: 't', type: 'u8', role: 'time', timeUnit: 's' },
      { name: 'v', type: 'i16', order: 'big', unit: 'mA' },
    ];
    const frame = (t: number): number[] => [0xc0, t, 0, 5, 0xc0];
    const stream = file('f', Uint8Array.from([1, 2, 3, 4, 5].flatMap(frame)));
    const expected = { channel: 'v', time: 1000, value: 5, unit: 'mA' };
    const list = file('list.json', JSON.stringify(fields));
    const whole = file('whole.json', JSON.stringify({ kind: 'slip', fields }));
    for (const args of [
      ['--format', 'SLIP', '--schema', list],
      ['--schema', whole],
      ['--schema', list],
    ]) {
      const { code, samples, errors } = await run(...args, stream);
      assert.equal(code, 0, errors.join('\n'));
      assert.deepEqual(samples[0], expected, args.join(' '));
    }
  });

  it('finds the format behind a boot log longer than it looks at', async () => {
    const { code, samples } = await run(
      file('g', `${'Booting the board, please wait.\n'.repeat(300)}temp:5\n`),
    );
    assert.equal(code, 0);
    assert.equal(samples.length, 1);
  });

  it('is not sure of noise, and says so', async () => {
    const noise = Uint8Array.from({ length: 9000 }, (_, i) => (i * i * 31) >> 3);
    const { code, samples, errors } = await run(file('h', noise));
    assert.equal(code, 1);
    assert.deepEqual(samples, []);
    assert.match(errors[0], /^format: not sure \(.+\)\. Say which with --format\.$/);
  });

  it('decodes with a script of the user, and says at which line it failed', async () => {
    const script = file(
      'own.ts',
      'export function decode(frame: Uint8Array, out: { sample(...of: unknown[]): void }): void {\n' +
        "  if (frame.length > 3) throw new Error('too long');\n" +
        "  out.sample('size', frame.length, { timeMs: 5 });\n}\n",
    );
    const { code, samples, errors } = await run('--format', script, file('i', 'ab\nabcdef\nc'));
    assert.equal(code, 0);
    assert.deepEqual(samples, [
      { channel: 'size', time: 5, value: 2 },
      { channel: 'size', time: 5, value: 1 },
    ]);
    assert.deepEqual(errors.slice(0, 3), [
      'format: script',
      `${script}:2: Error: too long`,
      '@3 decode: line 2: Error: too long (7 bytes)',
    ]);
    const broken = await run('--format', file('broken.js', 'export const decode = ;\n'), 'x');
    assert.equal(broken.code, 2);
    assert.match(broken.errors[0] + (broken.errors[1] ?? ''), /broken\.js:1: SyntaxError/);
  });

  it('ends with 2 on a wrong call, and says what would be right', async () => {
    const cases: [string[], RegExp][] = [
      [['--format', 'morse', 'x'], /--format is "morse"\. It must be one of/],
      [['--what'], /Unknown option/],
      [['a', 'b'], /One FILE at a time/],
      [['--schema', path.join(folder, 'none'), 'x'], /Could not read the schema/],
      [['--format', 'csv', path.join(folder, 'none')], /Could not read .*none/],
    ];
    for (const [args, expected] of cases) {
      const { code, errors } = await run(...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(errors.join('\n'), expected);
    }
  });
});
