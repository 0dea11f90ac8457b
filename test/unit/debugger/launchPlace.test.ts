import assert from 'node:assert/strict';
import { launchPlace } from '../../../src/debugger/launchPlace';

const TEXT = `{
  // "name": "Debug board", "telemetryhub": {}
  "version": "0.2.0",
  "configurations": [
    { "name": "Other", "telemetryhub": { "measure": 1 } },
    {
      "telemetryhub": {
        "device": "say \\"name\\": {", /* "measure": 2 */
        "list": ["measure", { "measure": 3 }],
        "measure": "yes",
      },
      "name": "Debug board",
      "args": [{ "measure": 4, "name": "Debug board" }],
    },
    { "name": "None" },
  ],
}
`;

const at = (name: string, key?: string) => {
  const place = launchPlace(TEXT, name, key);
  return place === undefined ? undefined : TEXT.split('\n')[place.line - 1].slice(place.column - 1);
};

describe('launchPlace', () => {
  it('is the key of ours in the configuration of that name, in whatever order they stand', () => {
    assert.equal(at('Debug board'), '"telemetryhub": {');
    assert.equal(at('Other'), '"telemetryhub": { "measure": 1 } },');
    assert.equal(at('Debug board', 'measure'), '"measure": "yes",');
    assert.equal(at('Other', 'measure'), '"measure": 1 } },');
    assert.equal(at('Debug board', 'device')?.startsWith('"device"'), true);
  });

  it('is nowhere where there is no such configuration, or no such key in it', () => {
    assert.equal(at('None'), undefined);
    assert.equal(at('Nobody'), undefined);
    assert.equal(at('Other', 'device'), undefined);
  });

  it('bears a text that somebody is writing', () => {
    for (let length = 0; length <= TEXT.length; length++) {
      const place = launchPlace(TEXT.slice(0, length), 'Other', 'measure');
      assert.equal(place?.line ?? 5, 5);
    }
    assert.equal(launchPlace(']]}"a": {"name": "x', 'x', undefined), undefined);
    const half = '{"configurations": [{ "name": "x", "telemetryhub": {';
    assert.deepEqual(launchPlace(half, 'x', undefined), { line: 1, column: 36 });
  });

  it('is found in the file of a workspace too', () => {
    const text =
      '{"folders": [],\n "launch": {"configurations": [\n{"name": "x", "telemetryhub": 1}]}}';
    assert.deepEqual(launchPlace(text, 'x', undefined), { line: 3, column: 15 });
  });
});
