import assert from 'node:assert/strict';
import { LatencyWindow } from '../../../src/pipeline/latency';

describe('LatencyWindow', () => {
  it('gives nearest-rank percentiles', () => {
    const window = new LatencyWindow();
    for (let ms = 100; ms >= 1; ms--) window.add(ms);
    assert.deepEqual(window.read(), { p50: 50, p95: 95, p99: 99 });
  });

  it('knows nothing before the first latency', () => {
    assert.ok(Number.isNaN(new LatencyWindow().read().p50));
  });

  it('forgets what is older than its capacity', () => {
    const window = new LatencyWindow(4);
    for (const ms of [1000, 1000, 1, 1, 1, 1]) window.add(ms);
    assert.deepEqual(window.read(), { p50: 1, p95: 1, p99: 1 });
  });
});
