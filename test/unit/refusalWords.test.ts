import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { isKnownRefusal, refusalText } from '../../src/refusalWords';
import { root } from '../../scripts/bootstrap.mjs';
import { detect } from '../../src/decode/detect';
import { damaged } from './decode/damaged';

describe('refusalText', () => {
  const { details } = damaged();

  afterEach(() => {
    l10n.config({ contents: {} });
  });

  const german = () => {
    const contents = readFileSync(`${root}/l10n/bundle.l10n.de.json`, 'utf8');
    l10n.config({ contents: JSON.parse(contents) as Record<string, string> });
  };

  it('says in the language of the reader what was said in English', () => {
    german();
    for (const [english, words] of [
      ['checksum 3f21, expected 29b1', 'Prüfsumme 3f21, erwartet 29b1'],
      ['field 3 "1.2.3" is not a number', 'Feld 3 "1.2.3" ist keine Zahl'],
      ['field 1: "1.2.3" is not a number', 'Feld 1: "1.2.3" ist keine Zahl'],
      ['temp: no value', 'temp: kein Wert'],
      ['no JSON: no ":" at character 12', 'kein JSON: kein ":" an Zeichen 12'],
      ['two formats mixed: csv and json', 'zwei Formate gemischt: csv und json'],
    ]) {
      assert.equal(refusalText(english), words);
    }
  });

  it('leaves what a device sent, and what nobody knows, as it is', () => {
    german();
    assert.equal(refusalText('"no value" is not a number'), '"no value" ist keine Zahl');
    assert.equal(refusalText('"a: b" has no label'), '"a: b" hat keinen Namen davor');
    assert.equal(refusalText('x: "a\nb" is not a number'), 'x: "a\nb" ist keine Zahl');
    assert.equal(refusalText('line 3: TypeError: x is null'), 'Zeile 3: TypeError: x is null');
    assert.equal(refusalText(''), '');
  });

  it('is the same text in English', () => {
    for (const detail of details) assert.equal(refusalText(detail), detail);
  });

  it('knows all that decoders and framers say of damaged frames of every format', () => {
    assert.deepEqual(
      [...details].filter((detail) => !isKnownRefusal(detail)),
      [],
    );
    const kinds = new Set([...details].map((detail) => detail.replace(/"[^]*"|\d+|^[^:]*: /g, '')));
    assert.ok(kinds.size > 30, String(kinds.size));
  });

  it('knows why detection is unsure', () => {
    const texts = ['a', 'one two three\n', '1,2,3\n{"a":1}\n1,2,3\n{"a":1}\n', 'temp: x\n1;;\n'];
    const found = texts.map((text) => detect(new Uint8Array(Buffer.from(text))));
    const why = found.flatMap((one) => (one.kind === 'unsure' ? [one.why] : []));
    assert.ok(why.length >= 3, why.join());
    assert.deepEqual(
      why.filter((one) => !isKnownRefusal(one)),
      [],
    );
  });
});
