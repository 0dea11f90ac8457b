import type { DeviceView, MetricsView } from '../src/protocol';
import { el, setText } from './dom';
import { bytesText, countText, latencyText, rateText } from './format';

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
      ['p50', latencyText(latency.p50)],
      ['p95', latencyText(latency.p95)],
      ['p99', latencyText(latency.p99)],
    ]);
    this.queue([[countText(device.queueBlocks), `of ${countText(device.queueBlocksMax)}`]]);
    this.dropped([
      ['source', bytesText(counters.bytesDroppedSource)],
      ['queue', bytesText(counters.bytesDroppedQueue)],
    ]);
    this.rejected([
      ['frames', countText(counters.framesRejected)],
      ['bytes', countText(counters.bytesRejected)],
    ]);
    this.pool([[String(poolBusy), `of ${String(poolSize)} busy`]]);
    this.format([['', device.format]]);
  }

  /** A labelled cell; returns what sets its pairs of words, numbers in bold. */
  private cell(label: string): (pairs: readonly (readonly [string, string])[]) => void {
    const values = el('div', { class: 'metric-values' });
    this.element.append(
      el('div', { class: 'metric' }, el('div', { class: 'metric-label', text: label }), values),
    );
    const spans: HTMLElement[] = [];
    return (pairs) => {
      pairs.flat().forEach((text, i) => {
        if (spans.length <= i) {
          const span = el('span');
          spans.push(span);
          values.append(span);
        }
        spans[i].className = /^[\d–−]/.test(text) ? 'strong' : 'dim';
        setText(spans[i], text);
      });
    };
  }
}
