import assert from 'node:assert/strict';
import { codeTexts, l10nProblems, manifestKeys } from '../../scripts/l10n.mjs';

describe('translations', () => {
  it('find the texts of the code, the tables and the manifest', () => {
    const { keys, unknown } = codeTexts();
    assert.deepEqual(unknown, []);
    for (const key of ['Bad checksum', 'Probability per byte', 'Bytes per hit', 'Height', 'Byte']) {
      assert.ok(keys.has(key), key);
    }
    assert.ok(manifestKeys().has('command.startSimulator'));
  });

  it('are complete in German, with the same placeholders, and hold nothing else', () => {
    assert.deepEqual(l10nProblems(), []);
  });
});
