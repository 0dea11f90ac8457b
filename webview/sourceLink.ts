import type { DebugFact } from '../src/debugFacts';
import type { TelemetryEvent } from '../src/model';
import type { FromWebview } from '../src/protocol';

/** A halt of the debugger: what is a span and a flag on the plots. */
export type HaltEvent = TelemetryEvent & { readonly fact: DebugFact };

/** True for a time in which the port was let go of for a debug session. */
export function isReleased({ fact }: TelemetryEvent): boolean {
  return fact.kind === 'debug' && fact.act === 'released';
}

/** True for a halt of the debugger and for an exception. */
export function isHalt(event: TelemetryEvent): event is HaltEvent {
  const { fact } = event;
  return fact.kind === 'debug' && (fact.act === 'halted' || fact.act === 'exception');
}

/** True when its source line is known. */
export function hasSource(event: TelemetryEvent): boolean {
  return isHalt(event) && event.fact.place !== undefined && event.fact.place.path !== '';
}

const ASKED = 'telemetry-source';

/** Asks for the source line of the first of these events that has one; false where none has. */
export function askForSource(from: EventTarget, events: readonly TelemetryEvent[]): boolean {
  const event = events.find(hasSource);
  if (event === undefined) return false;
  const { deviceId, number } = event;
  from.dispatchEvent(new CustomEvent(ASKED, { bubbles: true, detail: { deviceId, number } }));
  return true;
}

/** Sends on what is asked for anywhere on the page. */
export function sendSourceRequests(post: (message: FromWebview) => void): void {
  document.addEventListener(ASKED, (event) => {
    if (!(event instanceof CustomEvent)) return;
    const { deviceId, number } = event.detail as { deviceId: string; number: number };
    post({ type: 'showSource', deviceId, number });
  });
}
