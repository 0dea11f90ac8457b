import type { PageCommand } from '../../src/protocol';

/** What a key over the plots means. */
export type KeyAction =
  | { readonly kind: 'command'; readonly command: PageCommand }
  /** Share of the span, negative to the past. */
  | { readonly kind: 'pan'; readonly share: number }
  | { readonly kind: 'stepSample'; readonly by: 1 | -1 }
  | { readonly kind: 'stepTime'; readonly ms: number }
  | { readonly kind: 'zoomValues'; readonly factor: number }
  | { readonly kind: 'clearCursor' };

/** The part of a KeyboardEvent that counts. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** Brackets need AltGr on many keyboards, which reads as Ctrl+Alt. */
  readonly altGraph: boolean;
}

const PAN = 0.1;
const PAN_FAR = 0.5;
const SECOND_MS = 1000;
/** A press of Ctrl+Up shows this share of the values. */
export const VALUE_ZOOM = 0.8;

const COMMANDS: Readonly<Record<string, PageCommand>> = {
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  _: 'zoomOut',
  '0': 'resetZoom',
  f: 'showAll',
  End: 'backToLive',
  Home: 'oldest',
  ' ': 'togglePause',
  ']': 'nextMark',
  '[': 'previousMark',
  c: 'toggleCursor',
  a: 'autoScale',
};

/** The meaning of a key, with or without a pinned cursor; undefined = not ours. */
export function keyAction(key: Key, pinned: boolean): KeyAction | undefined {
  const { ctrlKey, metaKey, altKey, shiftKey } = key;
  if (ctrlKey && !altKey && !metaKey && !shiftKey) return controlAction(key.key);
  if (!key.altGraph && (ctrlKey || metaKey || altKey)) return undefined;
  if (key.key === 'ArrowLeft') return arrowAction(-1, shiftKey, pinned);
  if (key.key === 'ArrowRight') return arrowAction(1, shiftKey, pinned);
  if (key.key === 'Escape') return pinned ? { kind: 'clearCursor' } : undefined;
  const name = key.key.length === 1 ? key.key.toLowerCase() : key.key;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return command === undefined ? undefined : { kind: 'command', command };
}

function arrowAction(by: 1 | -1, shift: boolean, pinned: boolean): KeyAction {
  if (!pinned) return { kind: 'pan', share: by * (shift ? PAN_FAR : PAN) };
  return shift ? { kind: 'stepTime', ms: by * SECOND_MS } : { kind: 'stepSample', by };
}

function controlAction(key: string): KeyAction | undefined {
  if (key === 'ArrowUp') return { kind: 'zoomValues', factor: VALUE_ZOOM };
  if (key === 'ArrowDown') return { kind: 'zoomValues', factor: 1 / VALUE_ZOOM };
  return undefined;
}
