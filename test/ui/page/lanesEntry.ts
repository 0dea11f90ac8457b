import type { DeviceView, ToWebview } from '../../../src/protocol';
import { EventBook } from '../../../webview/eventBook';
import { Lanes } from '../../../webview/lanes';
import { Overview } from '../../../webview/overview';
import { Popover } from '../../../webview/popover';
import { TimeView } from '../../../webview/timeView';

/** The lanes and the overview alone, driven by the test: no stage, no host. */
const app = document.getElementById('app');
if (app === null) throw new Error('The page has no #app.');

const LEFT_PX = 58;
const stage = document.createElement('div');
stage.className = 'stage';
app.append(stage);

const time = new TimeView();
const events = new EventBook();
const popover = new Popover(document.body);
const jumps: number[] = [];
const lanes = new Lanes({ popover, onJump: (timeMs) => jumps.push(timeMs) });
const overview = new Overview();
stage.append(lanes.element, overview.element);

let devices: readonly DeviceView[] = [];
let wallOffsetMs = 0;

function frame(nowMs: number): number {
  const started = performance.now();
  time.advance(nowMs);
  const narrow = stage.clientWidth < 600;
  const widthPx = stage.clientWidth - LEFT_PX - (narrow ? 10 : 94);
  const geometry = { leftPx: LEFT_PX, rightPx: LEFT_PX + widthPx, widthPx };
  time.setGrid(time.spanMs / widthPx);
  lanes.update({ devices, events, time, geometry, wallOffsetMs });
  overview.element.hidden = narrow;
  const deviceIds = devices.map(({ id }) => id);
  if (!narrow) overview.update({ deviceIds, events, time, geometry, wallOffsetMs });
  return performance.now() - started;
}

const api = {
  time,
  jumps,
  frame,
  setDevices(list: readonly DeviceView[], offsetMs: number) {
    devices = list;
    wallOffsetMs = offsetMs;
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
window.lanes = api;
