import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadScript } from '../../../src/script/loadScript';
import { ScriptDecoder } from '../../../src/script/scriptDecoder';
import type { ScriptFormat } from '../../../src/script/scriptPools';
import { framesFor, scriptTemplate } from '../../../src/vscode/scriptTemplate';

const folder = mkdtempSync(path.join(tmpdir(), 'telemetryhub-template-'));

/** What the template makes of some bytes. */
async function decoded(frames: ScriptFormat['frames'], bytes: Uint8Array) {
  const file = path.join(folder, `${frames}.ts`);
  writeFileSync(file, scriptTemplate('Motor board */', frames, bytes));
  const loaded = await loadScript(file);
  assert.ok(loaded.ok, loaded.ok ? '' : loaded.problem.message);
  const decoder = new ScriptDecoder(loaded, file, ({ message }) => assert.fail(message));
  const format = { kind: 'script', path: file, frames, timeLimitMs: 1000 } as const;
  const spans = Float64Array.of(bytes.length, 0, 1);
  return decoder.decode({ format, bytes, spans });
}

describe('scriptTemplate', () => {
  after(() => rmSync(folder, { recursive: true }));

  it('decodes as it is, whatever the frames', async () => {
    const lines = await decoded(
      'lines',
      Buffer.from('temp: 21.5 */\nrpm[rpm]=-3,temp:22\nhello\n'),
    );
    assert.deepEqual(
      lines.columns.map(({ name, unit, values }) => [name, unit, ...values]),
      [
        ['temp', '', 21.5, 22],
        ['rpm', 'rpm', -3],
      ],
    );
    assert.equal(lines.log[0].text, 'hello');
    const zero = await decoded('zero', Uint8Array.of(1, 2, 0, 7, 0));
    assert.deepEqual([...zero.columns[0].values], [513]);
    assert.equal(zero.rejections[0].detail, 'only 1 bytes');
    const chunks = await decoded('chunks', Uint8Array.of(1, 0, 2, 0, 9));
    assert.deepEqual([...chunks.columns[0].values], [1, 2]);
  });

  it('shows the last bytes, and says where there are none', () => {
    const bytes = Buffer.from('x'.repeat(300) + 'temp:1\n');
    const text = scriptTemplate('A', 'lines', bytes);
    assert.match(text, / 74 65 6d 70 3a 31 0a +x*temp:1\.\n \*\//);
    assert.equal(text.match(/^ \* {3}[0-9a-f]{2} /gm)?.length, 16);
    assert.match(scriptTemplate('A', 'lines', new Uint8Array(0)), /\(none yet\)/);
  });

  it('gives a script what the format so far was cut into', () => {
    const text = Buffer.from('abc\n');
    assert.equal(framesFor({ kind: 'csv' }, text), 'lines');
    assert.equal(framesFor({ kind: 'cobs', fields: [] }, text), 'zero');
    assert.equal(framesFor({ kind: 'auto' }, text), 'lines');
    assert.equal(framesFor({ kind: 'auto' }, Buffer.of(1, 2, 200)), 'chunks');
  });
});
