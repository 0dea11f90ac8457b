import type { ToWebview } from '../src/protocol';

/** The page's own script, known only while it is run for the first time: it says where the toolkit is. */
const own = document.currentScript;

/** Where no curve comes, the controls come so long after the first message. */
const NO_CURVE_MS = 200;

let timer: number | undefined;
let isLoaded = false;

/**
 * Loads the script of the toolkit once the first columns have come, whose curve is what is first to be seen; where none come soon,
 * without them. The page works meanwhile, its controls are not seen yet.
 */
export function loadToolkitAfter(message: ToWebview): void {
  if (message.type === 'series') loadToolkit();
  else timer ??= window.setTimeout(loadToolkit, NO_CURVE_MS);
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
