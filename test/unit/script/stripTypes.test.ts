import assert from 'node:assert/strict';
import path from 'node:path';
import { compiled, stripTypes } from '../../../src/script/stripTypes';

const COMPILER = path.resolve('node_modules', 'typescript', 'lib', 'typescript.js');
const SOURCE = 'const a: number = 1;\nexport const b = a as number;\n';

describe('stripTypes', () => {
  it('leaves lines where they were', () => {
    const [first, second] = stripTypes(SOURCE, 'a.ts', undefined).split('\n');
    assert.match(first, /^const a\s+= 1;$/);
    assert.match(second, /^export const b = a\s*;$/);
  });

  it("takes the editor's compiler where Node has none, with a map of the lines", () => {
    const text = compiled(SOURCE, 'a.ts', COMPILER);
    assert.match(text, /^const a = 1;\nexport const b = a;\n\/\/# sourceMappingURL=data:/);
  });

  it('says what to do where there is neither', () => {
    for (const compiler of [undefined, '/nowhere/typescript.js']) {
      assert.throws(() => compiled(SOURCE, 'a.ts', compiler), /Write the decoder in JavaScript/);
    }
  });
});
