import assert from 'node:assert/strict';
import { UpdateWindow } from '../../../../src/vscode/panel/updateWindow';

describe('UpdateWindow', () => {
  it('lets the first update go at once, and the next a frame later', () => {
    const window = new UpdateWindow();
    assert.equal(
      window.waitMs(1000, () => 0),
      0,
    );
    assert.equal(window.send(1000), 1);
    assert.equal(
      window.waitMs(1005, () => 0),
      11,
    );
    assert.equal(
      window.waitMs(1016, () => 0),
      0,
    );
    assert.equal(
      window.waitMs(5000, () => 0),
      0,
    );
  });

  it('sends fewer the more waits to be decoded, four a second at least', () => {
    const window = new UpdateWindow();
    window.send(1000);
    assert.equal(
      window.waitMs(1005, () => 320_000),
      11,
    );
    assert.equal(
      window.waitMs(1005, () => 1_000_000),
      45,
    );
    assert.equal(
      window.waitMs(1005, () => 16_000_000),
      245,
    );
    assert.equal(
      window.waitMs(1250, () => 16_000_000),
      0,
    );
  });

  it('has two updates under way at most, and goes on with each answer', () => {
    const window = new UpdateWindow();
    for (const nowMs of [0, 16]) window.send(nowMs);
    assert.equal(
      window.waitMs(1000, () => 0),
      undefined,
    );
    assert.ok(window.answered(1));
    assert.equal(
      window.waitMs(1000, () => 0),
      0,
    );
    assert.equal(window.send(1000), 3);
    const asked = () => assert.fail('asked while the page has enough');
    assert.equal(window.waitMs(2000, asked), undefined);
  });

  it('takes an answer for all updates before it', () => {
    const window = new UpdateWindow();
    for (const nowMs of [0, 16]) window.send(nowMs);
    assert.ok(window.answered(2));
    window.send(32);
    assert.equal(
      window.waitMs(48, () => 0),
      0,
    );
  });

  it('knows no answer twice, none to an update that was not sent, and none of a former page', () => {
    const window = new UpdateWindow();
    window.send(0);
    assert.ok(!window.answered(2));
    assert.ok(window.answered(1));
    assert.ok(!window.answered(1));
    window.send(16);
    window.send(32);
    window.restart();
    assert.ok(!window.answered(3));
    assert.equal(
      window.waitMs(48, () => 0),
      0,
    );
    assert.equal(window.send(48), 4);
  });
});
