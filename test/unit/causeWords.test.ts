import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { countedCause, failuresText, rejectText } from '../../src/causeWords';
import { parseProfile } from '../../src/device/parseProfile';
import { parseFaultSpec } from '../../src/fault/parseFault';
import { whySafe } from '../../webview/safeWords';

describe('causes in words', () => {
  it('say how often what failed', () => {
    assert.equal(failuresText('checksum ×5'), '5 checksum failures');
    assert.equal(failuresText('decode ×5'), '5 frames that could not be decoded');
    assert.equal(failuresText('link lost ×3'), '3 failures in a row (link lost)');
    assert.equal(
      failuresText('checksum ×3, framing ×2'),
      '5 failures in a row (checksum ×3, framing ×2)',
    );
  });

  it('stay as they are where nothing was counted', () => {
    for (const cause of ['', 'temp > 80 °C', 'rejected by an operator, twice']) {
      assert.equal(failuresText(cause), cause);
      assert.equal(countedCause(cause), undefined);
    }
  });
});

describe('causes in German', () => {
  before(() => {
    const contents = readFileSync('l10n/bundle.l10n.de.json', 'utf8');
    l10n.config({ contents });
  });

  after(() => {
    l10n.config({ contents: '{}' });
  });

  it('are counted, and told in a sentence, as in English', () => {
    const cause = `${rejectText('checksum')} ×5`;
    assert.equal(cause, 'Prüfsumme ×5');
    assert.equal(failuresText(cause), '5 Prüfsummenfehler');
    assert.match(whySafe(cause), /^5 Frames .*Prüfsumme/);
  });

  it('say what is wrong with a setting', () => {
    const device = { name: 'Motor', transport: { kind: 'serial', path: '/dev/x', baudRate: 0 } };
    const parsed = parseProfile(device, 2);
    assert.equal(
      parsed.ok ? '' : parsed.message,
      'telemetryhub.devices[2].transport.baudRate ist 0. Erwartet wird eine Zahl von 1 bis 50000000.',
    );
    assert.equal(parseFaultSpec(undefined), 'Eine Störung muss ein Objekt sein.');
  });
});
