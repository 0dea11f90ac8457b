import type { ToWebview } from '../src/protocol';

/** The page's own script, known only while it is run for the first time: it says where the toolkit is. */
const own = document.currentScript;

/** Where no curve comes, the controls come so long after the first message. */
const NO_CURVE_MS = 400;

let timer: number | undefined;
let isLoaded = false;

/**
 * Loads the script of the toolkit once the first curve, which is what is first to be seen, has been drawn; where none comes soon,
 * without it. The page works meanwhile, its controls are not seen yet.
 */
export function loadToolkitAfter(message: ToWebview): void {
  timer ??= window.setTimeout(loadToolkit, NO_CURVE_MS);
  if (message.type !== 'series' || isLoaded) return;
  // Behind what the frame that draws it tells the host.
  requestAnimationFrame(() => window.setTimeout(loadToolkit));
}

/** The second call does nothing. */
function loadToolkit(): void {
  if (own === null || isLoaded) return;
  isLoaded = true;
  const script = document.createElement('script');
  script.nonce = own.nonce;
  script.src = own.dataset.toolkit ?? '';
  document.head.append(script);
}
