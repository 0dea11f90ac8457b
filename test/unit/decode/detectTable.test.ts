import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { detect } from '../../../src/decode/detect';
import { fixtures } from './fixtures';

const FILE = path.join('docs', 'formats.md');
const BEGIN = '<!-- scores: written by test/unit/decode/detectTable.test.ts -->';
const END = '<!-- end of scores -->';

/** Frames between marks that only the user knows: not to be recognised, and not to be taken for another format. */
const UNKNOWABLE = new Set(['delimited.base64']);

function row(name: string, bytes: Uint8Array): string {
  const found = detect(bytes);
  const cells =
    found.kind === 'sure'
      ? [
          found.format.kind,
          found.score.toFixed(2),
          found.runnerUp === undefined
            ? ''
            : `${found.runnerUp.kind} (${found.runnerUp.score.toFixed(2)})`,
        ]
      : ['not sure', '', found.why];
  return `| ${[name, String(bytes.length), ...cells].join(' | ')} |`;
}

/** xorshift: the same noise in every run. */
function noise(length: number, seed: number, mask = 255): Uint8Array {
  let x = seed;
  return Uint8Array.from({ length }, () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x & mask;
  });
}

function doubtful(): [string, Uint8Array][] {
  const [teleplot, csv] = ['>a:1\n>b:2\n', '1,2,3\n4,5,6\n'].map((text) =>
    Buffer.from(text.repeat(50)),
  );
  const mixed = Buffer.from('>a:1\n1,2,3\n'.repeat(50));
  return [
    ['nothing', new Uint8Array(0)],
    ['noise', noise(4096, 1)],
    ['noise, 7 bits', noise(4096, 2, 127)],
    ['zeros', new Uint8Array(4096)],
    ['half a line', Buffer.from('temp:23.4,rp')],
    ['the second half of a line', Buffer.from('3.4,rpm:1200\n')],
    ['prose', Buffer.from('The motor is warm, and it turns.\nAll is well: 5 of 6.\n'.repeat(20))],
    ['two formats in turn', mixed],
    ['one format after the other', Buffer.concat([teleplot, csv])],
  ];
}

function table(): string {
  const rows = [
    ...fixtures().map(({ name, bytes }) => row(name, bytes.subarray(0, 4096))),
    ...doubtful().map(([name, bytes]) => row(name, bytes)),
  ];
  return [
    '| Bytes of | Size | Detected | Score | Runner-up, or why not |',
    '| --- | ---: | --- | ---: | --- |',
    ...rows,
  ].join('\n');
}

describe('detect, on every fixture', () => {
  for (const { name, bytes, format } of fixtures()) {
    it(`is right about ${name}`, () => {
      const found = detect(bytes.subarray(0, 4096));
      const kind = found.kind === 'sure' ? found.format.kind : 'not sure';
      assert.equal(kind, UNKNOWABLE.has(name) ? 'not sure' : format.kind);
    });
  }

  for (const [name, bytes] of doubtful()) {
    it(`is not sure of ${name}`, () => {
      assert.equal(detect(bytes).kind, 'unsure');
    });
  }

  it('has its scores in docs/formats.md', () => {
    const text = readFileSync(FILE, 'utf8');
    const [before, rest] = text.split(`${BEGIN}\n`);
    const [written, after] = rest.split(`\n${END}`);
    const current = table();
    if (process.env.TELEMETRYHUB_GOLDEN === 'write') {
      writeFileSync(FILE, `${before}${BEGIN}\n${current}\n${END}${after}`);
      return;
    }
    assert.equal(written, current, 'stale: run the suite with TELEMETRYHUB_GOLDEN=write');
  });
});
