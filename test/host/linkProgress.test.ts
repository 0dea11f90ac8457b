import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { withProgress } from '../../src/vscode/linkProgress';
import type { FakeTransport } from '../unit/device/bench';
import { PROFILE } from '../unit/device/profile';
import { fakeDevices } from '../unit/vscode/fakes';
import { until } from './support';

const AT_ONCE = { shownMs: 0, cancellableMs: 0 };

/** A device whose link never opens, until it is closed. */
function stuck() {
  const transports: FakeTransport[] = [];
  const device = fakeDevices(transports).add(PROFILE);
  const [transport] = transports;
  let refuse: (error: Error) => void = () => undefined;
  transport.open = () => {
    transport.listener.onLink({ kind: 'opening' }, false);
    return new Promise((_, reject) => (refuse = reject));
  };
  transport.close = () => {
    transport.listener.onLink({ kind: 'closed' }, false);
    refuse(new Error('closed before it was open'));
    return Promise.resolve();
  };
  return { device, transport };
}

describe('the progress of a link', () => {
  const { window } = vscode;
  const { withProgress: real } = window;
  let shown: vscode.ProgressOptions[] = [];
  let cancel = new vscode.CancellationTokenSource();

  beforeEach(() => {
    shown = [];
    cancel = new vscode.CancellationTokenSource();
    const fake: typeof real = (options, task) => {
      shown.push(options);
      return task({ report: () => undefined }, cancel.token);
    };
    Object.assign(window, { withProgress: fake });
  });
  afterEach(() => {
    Object.assign(window, { withProgress: real });
    cancel.dispose();
  });

  it('is shown only for what takes a while', async () => {
    const { device } = stuck();
    await withProgress(device, Promise.resolve(), AT_ONCE);
    assert.deepEqual(shown, []);
  });

  it('can be ended where the link does not open, and that is no error', async () => {
    const { device } = stuck();
    const starting = withProgress(device, device.start(), AT_ONCE);
    await until('both are shown', () => shown.length === 2);
    const [bar, notification] = shown;
    assert.deepEqual(bar.location, { viewId: 'telemetryhub.devices' });
    assert.equal(notification.cancellable, true);
    assert.equal(notification.title, 'Opening simulator, 1 Hz…');
    cancel.cancel();
    await starting;
    assert.deepEqual([device.state, device.link.kind], ['idle', 'closed']);
  });

  it('hands on why a link could not be opened', async () => {
    const { device, transport } = stuck();
    const starting = withProgress(device, device.start(), AT_ONCE);
    await until('it is shown', () => shown.length === 2);
    await transport.close();
    await assert.rejects(starting, /closed before/);
  });
});
