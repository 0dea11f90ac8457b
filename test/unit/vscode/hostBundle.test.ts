import assert from 'node:assert/strict';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../scripts/bootstrap.mjs';

/** What decodes bytes: it belongs to threads of its own. */
const DECODERS = ['decode', 'readFrames', 'frameReader', 'lines', 'schemaPreview', 'previewOf'].map(
  (name) => `src/decode/${name}.ts`,
);

async function inputsOf(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    external: ['vscode'],
    outdir: path.join(root, 'dist'),
  });
  return Object.keys(metafile.inputs);
}

describe('the bundle of the extension host', () => {
  it('holds no decoder and no preview: bytes are decoded in threads of their own', async () => {
    const host = await inputsOf('src/extension.ts');
    assert.ok(host.includes('src/vscode/schema/schemaPanel.ts'));
    assert.deepEqual(
      DECODERS.filter((file) => host.includes(file)),
      [],
    );
    const worker = await inputsOf('src/decode/previewWorker.ts');
    assert.deepEqual(
      DECODERS.filter((file) => !worker.includes(file)),
      [],
    );
  });
});
