import type { DeviceView, MetricsView } from '../src/protocol';
import { el, setText } from './dom';
import { bytesText, countText, latencyText, rateText } from './format';

/** Two words side by side, numbers in bold; may be for wide or for narrow panels alone. */
type Pair = readonly [string, string, ('wide-only' | 'narrow-only')?];

/** Rate, latency, queue, losses and pool in one strip; a loss is a number also when it is 0. */
export class Metrics {
  readonly element = el('section', { class: 'metrics', attributes: { 'aria-label': 'Metrics' } });
  private readonly rate = this.cell('Rate');
  private readonly latency = this.cell('Latency, ms');
  private readonly queue = this.cell('Queue, blocks');
  private readonly dropped = this.cell('Dropped');
  private readonly rejected = this.cell('Rejected');
  private readonly pool = this.cell('Pool');
  private readonly format = this.cell('Format');

  update(device: DeviceView, { latency, poolBusy, poolSize }: MetricsView): void {
    const { counters } = device;
    const rate = rateText(device.samplesPerSecond);
    this.rate([[rate.value, rate.unit]]);
    this.latency([
      ['p50', latencyText(latency.p50), 'wide-only'],
      ['p95', latencyText(latency.p95)],
      ['p99', latencyText(latency.p99), 'wide-only'],
    ]);
    this.queue([[countText(device.queueBlocks), `/ ${countText(device.queueBlocksMax)}`]]);
    const { bytesDroppedSource, bytesDroppedQueue } = counters;
    this.dropped([
      ['source', bytesText(bytesDroppedSource), 'wide-only'],
      ['queue', bytesText(bytesDroppedQueue), 'wide-only'],
      [bytesText(bytesDroppedSource + bytesDroppedQueue), '', 'narrow-only'],
    ]);
    this.rejected([
      [countText(counters.framesRejected), 'frames'],
      [bytesText(counters.bytesRejected), '', 'wide-only'],
    ]);
    this.pool([[String(poolBusy), `of ${String(poolSize)}`]]);
    this.format([[device.format, '']]);
  }

  /** A labelled cell; returns what sets its pairs of words, numbers in bold. */
  private cell(label: string): (pairs: readonly Pair[]) => void {
    const values = el('div', { class: 'metric-values' });
    this.element.append(
      el('div', { class: 'metric' }, el('div', { class: 'metric-label', text: label }), values),
    );
    const spans: HTMLElement[] = [];
    return (pairs) => {
      pairs.forEach(([first, second, shown = ''], i) => {
        [first, second].forEach((text, k) => {
          const at = 2 * i + k;
          if (spans.length <= at) {
            spans.push(
              el('span', { class: `${/^[\d–−]/.test(text) ? 'strong' : 'dim'} ${shown}` }),
            );
            values.append(spans[at]);
          }
          setText(spans[at], text);
        });
      });
    };
  }
}
