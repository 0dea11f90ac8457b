import '../../../webview/toolkit';
import type { DeviceView, FromWebview, ToWebview } from '../../../src/protocol';
import { EventBook } from '../../../webview/eventBook';
import { Lanes } from '../../../webview/lanes';
import { Overview } from '../../../webview/overview';
import { geometryOf, layoutOf } from '../../../webview/plots/geometry';
import { Popover } from '../../../webview/popover';
import { TimeView } from '../../../webview/timeView';
import { FixturePlot, type PlotSetup } from './fixturePlot';

/** Lanes, overview, gutters and marks with plots of the stage, driven by the test: no host. */
const app = document.getElementById('app');
if (app === null) throw new Error('The page has no #app.');

const stage = document.createElement('div');
stage.className = 'stage';
app.append(stage);

const time = new TimeView();
const events = new EventBook();
const popover = new Popover(document.body);
const jumps: number[] = [];
const posted: FromWebview[] = [];
const lanes = new Lanes({ popover, onJump: (timeMs) => jumps.push(timeMs) });
const overview = new Overview();
let plots: readonly FixturePlot[] = [];
let devices: readonly DeviceView[] = [];
let wallOffsetMs = 0;

function frame(nowMs: number): number {
  const started = performance.now();
  time.advance(nowMs);
  const narrow = stage.clientWidth < 600;
  const layout = layoutOf(narrow, 1);
  const geometry = geometryOf(stage.clientWidth, layout);
  time.setGrid(time.spanMs / geometry.widthPx);
  const deviceIds = devices.map(({ id }) => id);
  for (const plot of plots) plot.frame({ devices, events, time, layout, narrow });
  lanes.update({ devices, events, time, geometry, wallOffsetMs });
  overview.element.hidden = narrow;
  if (!narrow) overview.update({ deviceIds, events, time, geometry, wallOffsetMs });
  return performance.now() - started;
}

const api = {
  time,
  jumps,
  posted,
  frame,
  get plots() {
    return plots;
  },
  setDevices(list: readonly DeviceView[], offsetMs: number) {
    devices = list;
    wallOffsetMs = offsetMs;
  },
  setPlots(setups: readonly PlotSetup[]) {
    plots = setups.map(
      (setup, i) => new FixturePlot(setup, i === 0, popover, (message) => posted.push(message)),
    );
    stage.replaceChildren(...plots.map(({ element }) => element), lanes.element, overview.element);
    for (const plot of plots) plot.measure();
  },
  receive(message: Extract<ToWebview, { type: 'events' }>) {
    events.apply(message);
  },
  setOverview(rows: readonly (number | null)[], fromMs: number, toMs: number) {
    const buffer = new Float64Array(rows.map((value) => value ?? NaN)).buffer;
    overview.setColumns({ type: 'overview', channelId: 'motor/rpm', fromMs, toMs, rows: buffer });
    time.setBounds(fromMs, toMs);
  },
};

declare global {
  interface Window {
    lanes: typeof api;
  }
}
api.setPlots([]);
window.lanes = api;
