import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SampleBatch } from '../../../src/model';
import { LatencyWindow } from '../../../src/pipeline/latency';
import { Pipeline } from '../../../src/pipeline/pipeline';
import type { ScriptProblem } from '../../../src/script/problem';
import { ScriptPools, type ScriptFormat } from '../../../src/script/scriptPools';

const GOOD = `
interface Out { sample(channel: string, value: number | string, options?: object): void; log(text: string): void; reject(why: string): void }
let count: number = 0;
export function decode(frame: Uint8Array, out: Out): void {
  const text = new TextDecoder().decode(frame);
  if (text.startsWith('#')) return out.log(text.slice(1));
  if (text === 'refuse') return out.reject('asked to');
  if (text === 'throw') throw new Error('asked to');
  if (text === 'hang') for (;;) count++;
  const [name, value] = text.split(' ') as [string, string];
  out.sample(name, Number(value), { unit: 'V' });
  out.sample('count', ++count, { timeMs: count * 10 });
  out.sample('mode', value.length > 1 ? 'long' : 'short');
}
`;

/** A device whose decoder is a script in a folder of its own. */
class Bench {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'telemetryhub-script-'));
  readonly problems: (ScriptProblem | undefined)[] = [];
  readonly batches: SampleBatch[] = [];
  readonly pools: ScriptPools;
  readonly pipeline: Pipeline;

  constructor(
    readonly name: string,
    source: string,
    { frames = 'lines', timeLimitMs = 1000 }: Partial<ScriptFormat> = {},
  ) {
    this.write(source);
    this.pools = new ScriptPools({
      workerPath: path.resolve('dist', 'scriptWorker.js'),
      resolve: (file) => {
        if (file === 'forbidden.js') throw new Error('this workspace is not trusted');
        return path.join(this.folder, file);
      },
      onProblem: (_, problem) => this.problems.push(problem),
    });
    const format: ScriptFormat = { kind: 'script', path: name, frames, timeLimitMs };
    const options = {
      format,
      policy: 'dropOldest',
      queueBlocks: 100,
      queueBytes: 1 << 20,
      maxFrameBytes: 1024,
    } as const;
    const pool = this.pools.make(format);
    this.pipeline = new Pipeline(options, pool, new LatencyWindow(), () => 0, {
      // Columns are lent.
      onBatch: ({ batch }) => this.batches.push(structuredClone(batch)),
      onFramerRejection: () => undefined,
      onFormat: () => undefined,
      onFlow: () => undefined,
      onQueueDropped: () => undefined,
    });
    this.pipeline.beginStream(false);
  }

  write(source: string, name = this.name): void {
    writeFileSync(path.join(this.folder, name), source);
  }

  push(text: string): void {
    this.pipeline.push({ timeMs: 5, bytes: Uint8Array.from(Buffer.from(text)) });
  }

  async settled(): Promise<void> {
    while (this.pipeline.waitingBytes > 0) await new Promise((done) => setTimeout(done, 5));
  }

  values(name: string): number[] {
    const columns = this.batches.flatMap((batch) => batch.columns);
    return columns.filter((one) => one.name === name).flatMap(({ values }) => [...values]);
  }

  get details(): string[] {
    return this.batches.flatMap(({ rejections }) => rejections.map(({ detail }) => detail));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.pipeline.dispose();
    await this.pools.dispose();
    rmSync(this.folder, { recursive: true });
  }
}

describe('ScriptPools', () => {
  it('decode in TypeScript: numbers with units, times of the device, texts, log lines; state is kept', async () => {
    await using bench = new Bench('imu.ts', GOOD);
    bench.push('a 1.5\n#hello\n');
    await bench.settled();
    bench.push('a 2\r\n\nb 3\n');
    await bench.settled();
    assert.deepEqual(bench.values('a'), [1.5, 2]);
    assert.deepEqual(bench.values('count'), [1, 2, 3]);
    const [count] = bench.batches[1].columns.filter(({ name }) => name === 'count');
    assert.deepEqual([count.deviceTime, [...count.times]], [true, [20, 30]]);
    const [mode] = bench.batches[0].columns.filter(({ name }) => name === 'mode');
    assert.deepEqual([mode.isText, [...(mode.labels ?? [])]], [true, [[0, 'long']]]);
    assert.equal(bench.batches[0].columns[0].unit, 'V');
    assert.deepEqual(
      bench.batches[0].log.map(({ text }) => text),
      ['hello'],
    );
    assert.deepEqual(bench.problems, [undefined]);
    const { bytesIn, bytesAccepted } = bench.pipeline.counters;
    assert.equal(bytesAccepted, bytesIn);
  });

  it('refuse a frame that the script refuses or throws at, and say where it threw', async () => {
    await using bench = new Bench('imu.ts', GOOD);
    bench.push('a 1\nrefuse\nthrow\nb 2\n');
    await bench.settled();
    assert.deepEqual(bench.details, ['asked to', 'line 8: Error: asked to']);
    assert.deepEqual(bench.values('b'), [2]);
    const problem = bench.problems.at(-1);
    assert.equal(problem?.line, 8);
    assert.equal(problem.file, path.join(bench.folder, 'imu.ts'));
    const { bytesIn, bytesAccepted, bytesRejected } = bench.pipeline.counters;
    assert.equal(bytesAccepted + bytesRejected, bytesIn);
  });

  it('end a script that takes longer than its limit, and go on', async () => {
    await using bench = new Bench('imu.ts', GOOD, { timeLimitMs: 150 });
    bench.push('hang\n');
    await bench.settled();
    assert.match(bench.details[0], /took more than 150 ms for a block/);
    bench.push('a 7\n');
    await bench.settled();
    assert.deepEqual(bench.values('a'), [7]);
  });

  it('say the line of a script that does not parse, in both languages', async () => {
    for (const name of ['bad.ts', 'bad.js']) {
      await using bench = new Bench(
        name,
        'export function decode(frame, out) {\n  return 1 +;\n}\n',
      );
      bench.push('a 1\n');
      await bench.settled();
      assert.match(bench.details[0], /decoder failed: line 2: SyntaxError/, name);
      assert.equal(bench.problems[0]?.line, 2, name);
    }
  });

  it('say that a script decodes nothing', async () => {
    await using bench = new Bench('empty.js', 'export const x = 1;\n');
    bench.push('a 1\n');
    await bench.settled();
    assert.match(bench.details[0], /export a function named decode/);
  });

  it('take what a script gives for what it is', async () => {
    const source = `exports.decode = (frame, out) => {
      const text = String.fromCharCode(...frame);
      if (text === 'name') out.sample('', 1);
      if (text === 'value') out.sample('a', {});
      if (text === 'time') out.sample('a', 1, { timeMs: 'now' });
      if (text === 'many') for (let i = 0; i < 2000; i++) out.sample('c' + i, i);
      out.sample('ok', 1);
      frame.fill(0);
    };`;
    await using bench = new Bench('loose.cjs', source);
    bench.push('name\nvalue\ntime\nmany\nfine\n');
    await bench.settled();
    assert.match(bench.details[0], /line 3: TypeError: out.sample: the channel must be a text/);
    assert.match(bench.details[1], /a is object; it must be a number or a text/);
    assert.match(bench.details[2], /timeMs must be a number/);
    assert.match(bench.details[3], /More than 1024 channels/);
    assert.deepEqual(bench.values('ok'), [1]);
  });

  it('give bytes as they come, or what ends with a zero byte', async () => {
    const source = 'export const decode = (frame, out) => out.sample("size", frame.length);';
    await using chunks = new Bench('size.mjs', source, { frames: 'chunks' });
    chunks.push('abc');
    chunks.push('de');
    await chunks.settled();
    assert.deepEqual(chunks.values('size'), [3, 2]);
    await using zero = new Bench('size.mjs', source, { frames: 'zero' });
    zero.push('abc\0d\0');
    await zero.settled();
    assert.deepEqual(zero.values('size'), [3, 1]);
  });

  it('begin anew when the script was saved, and look at it though no bytes come', async () => {
    await using bench = new Bench('imu.ts', GOOD);
    bench.push('a 1\n');
    await bench.settled();
    bench.write('export const decode = (f, out) => out.sample("other", 5);');
    bench.pools.reload(path.join(bench.folder, 'imu.ts'));
    bench.push('a 1\n');
    await bench.settled();
    assert.deepEqual(bench.values('other'), [5]);
    bench.write('export const decode = (f, out) => {\n\n)');
    const { length } = bench.problems;
    bench.pools.reload(path.join(bench.folder, 'imu.ts'));
    const broken = () => bench.problems.slice(length).find((one) => one !== undefined);
    while (broken() === undefined) await new Promise((done) => setTimeout(done, 5));
    assert.equal(broken()?.line, 3);
  });

  it('read what a script imports', async () => {
    await using bench = new Bench(
      'imu.ts',
      'import { scale } from "./scale.ts";\nexport const decode = (f, out) => out.sample("a", f[0] * scale);',
    );
    bench.write('export const scale: number = 2;\n', 'scale.ts');
    bench.push('A\n');
    await bench.settled();
    assert.deepEqual(bench.values('a'), [130]);
  });

  it('answer for a script that may not run with the reason', async () => {
    await using bench = new Bench('forbidden.js', GOOD);
    bench.push('a 1\n');
    await bench.settled();
    assert.deepEqual(bench.details, ['decoder failed: this workspace is not trusted']);
  });
});
