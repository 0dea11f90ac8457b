import assert from 'node:assert/strict';
import { commandLink } from '../../../src/vscode/commandLink';

describe('commandLink', () => {
  it('runs a command with its arguments', () => {
    const link = commandLink('Show', 'telemetryhub.show', 'board/rpm', 3);
    assert.equal(link, '[Show](command:telemetryhub.show?%5B%22board%2Frpm%22%2C3%5D)');
  });

  it('is not ended, nor marked up, by what a device has named', () => {
    const hostile = `a)b](command:evil)*_~'!(\\"`;
    const [, encoded] =
      /^\[Show\]\(command:c\?([^)]*)\)$/.exec(commandLink('Show', 'c', hostile)) ?? [];
    assert.match(encoded, /^[A-Za-z0-9%.-]+$/);
    assert.deepEqual(JSON.parse(decodeURIComponent(encoded)), [hostile]);
  });
});
