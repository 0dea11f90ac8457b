import type { FromWebview } from '../../../src/protocol';
import { EventBook } from '../../../webview/eventBook';
import { Popover } from '../../../webview/popover';
import { Stage } from '../../../webview/stage';
import '../../../webview/toolkit';
import { CanvasDrawer } from './canvasDrawer';
import { ChartDrawer } from './chartDrawer';
import { FrameClock } from './frameClock';
import { HeldColumns } from './heldColumns';
import type { DrawerKind, FrameTimes, FromHost, ToHost } from './messages';

const SPAN_MS = 10_000;
const WIDTH_PX = 1000;
const HEIGHT_PX = 500;

interface Drawing {
  readonly show: (message: Extract<FromHost, { type: 'host' }>['message']) => void;
  readonly end: () => void;
}

const clock = new FrameClock();
const root = document.getElementById('app') ?? document.body;
const host = new Worker('host.js');

function tell(message: FromWebview): void {
  host.postMessage({ type: 'page', message } satisfies ToHost);
}

function ownStage(): Drawing {
  const events = new EventBook();
  const stage = new Stage({
    root,
    post: tell,
    spanMs: SPAN_MS,
    onSpan: () => undefined,
    events,
    popover: new Popover(document.body),
    showTable: () => undefined,
  });
  const body = document.createElement('div');
  body.className = 'body';
  body.dataset.tab = 'plots';
  body.append(stage.element);
  root.append(body);
  return {
    show: (message) => {
      stage.receive(message);
    },
    end: () => undefined,
  };
}

/** A reference draws each frame from the columns that came, and answers as the stage does. */
function reference(kind: 'chartjs' | 'canvas'): Drawing {
  const held = new HeldColumns(SPAN_MS);
  const Drawer = kind === 'canvas' ? CanvasDrawer : ChartDrawer;
  const drawer = new Drawer(root, held, WIDTH_PX, HEIGHT_PX);
  let pending: number | undefined;
  let asked = 0;
  const frame = (pageMs: number) => {
    asked = requestAnimationFrame(frame);
    drawer.draw(pageMs);
    if (pending === undefined) return;
    tell({ type: 'drawn', sequence: pending, points: 0, nonBlank: true });
    pending = undefined;
  };
  asked = requestAnimationFrame(frame);
  tell({ type: 'viewport', spanMs: SPAN_MS, columnMs: SPAN_MS / WIDTH_PX });
  return {
    show: (message) => {
      if (message.type !== 'series') return;
      held.apply(message);
      pending = message.sequence;
    },
    end: () => {
      cancelAnimationFrame(asked);
      drawer.dispose();
    },
  };
}

/** Fills the view with so many points and lets them stream on. */
async function fill(points: number): Promise<void> {
  await new Promise<void>((resolve) => {
    host.onmessage = () => {
      resolve();
    };
    host.postMessage({ type: 'stream', points, spanMs: SPAN_MS } satisfies ToHost);
  });
}

/** Draws for so long. Our stage takes the page for good: it has to be the last. */
async function run(kind: DrawerKind, warmUpMs: number, forMs: number): Promise<FrameTimes> {
  if (kind !== shown?.kind) {
    shown?.end();
    root.replaceChildren();
    shown = { kind, ...(kind === 'own' ? ownStage() : reference(kind)) };
    const timed = clock.timed(shown.show);
    host.onmessage = ({ data }: MessageEvent<FromHost>) => {
      if (data.type === 'host') timed(data.message);
    };
    tell({ type: 'ready', state: undefined });
  }
  await new Promise((resolve) => setTimeout(resolve, warmUpMs));
  clock.restart();
  await new Promise((resolve) => setTimeout(resolve, forMs));
  return clock.times;
}

let shown: (Drawing & { readonly kind: DrawerKind }) | undefined;

Object.assign(window, { bench: { fill, run } });
