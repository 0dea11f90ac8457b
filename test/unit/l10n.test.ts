import assert from 'node:assert/strict';
import { codeKeys, l10nProblems, manifestKeys } from '../../scripts/l10n.mjs';

describe('translations', () => {
  it('find the texts of the code, the tables and the manifest', () => {
    const code = codeKeys();
    for (const key of ['Bad checksum', 'Probability per byte', 'Bytes per hit', 'Height']) {
      assert.ok(code.has(key), key);
    }
    assert.ok(manifestKeys().has('command.startSimulator'));
  });

  it('are complete in German, with the same placeholders, and hold nothing else', () => {
    assert.deepEqual(l10nProblems(), []);
  });
});
