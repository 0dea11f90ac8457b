import assert from 'node:assert/strict';
import { HostClock } from '../../../webview/clock';

describe('HostClock', () => {
  it('knows nothing before the first message', () => {
    const clock = new HostClock();
    assert.equal(clock.known, false);
    clock.sync(5000, 100);
    assert.equal(clock.known, true);
    assert.equal(clock.at(150), 5050);
  });

  it('takes the least delay it has seen', () => {
    const clock = new HostClock();
    clock.sync(5000, 140);
    clock.sync(5100, 205);
    assert.equal(clock.at(205), 5100);
  });

  it('is not thrown by a late message', () => {
    const clock = new HostClock();
    clock.sync(5000, 100);
    clock.sync(5100, 700);
    assert.ok(Math.abs(clock.at(700) - 5600) < 0.1);
  });

  it('follows clocks that drift apart', () => {
    const clock = new HostClock();
    // The host's clock is 100 ppm slower; 30 messages a second for 10 minutes.
    for (let pageMs = 0; pageMs <= 600_000; pageMs += 1000 / 30) {
      clock.sync(pageMs * (1 - 1e-4), pageMs);
    }
    assert.ok(Math.abs(clock.at(600_000) - 599_940) < 0.1);
  });

  it('starts anew when the host did', () => {
    const clock = new HostClock();
    clock.sync(500_000, 100);
    clock.sync(10, 200);
    assert.equal(clock.at(200), 10);
  });

  it('keeps the wall offset until another is told', () => {
    const clock = new HostClock();
    clock.sync(0, 0, 1_795_000_000_000);
    clock.sync(10, 10);
    assert.equal(clock.wallOffsetMs, 1_795_000_000_000);
    clock.sync(20, 20, 1_795_000_000_007);
    assert.equal(clock.wallOffsetMs, 1_795_000_000_007);
  });
});
