/** The page's own script, known only while it is run for the first time: it says where the toolkit is. */
const own = document.currentScript;

/** Loads the script of the toolkit; to be called once. The page works meanwhile, its controls are not seen yet. */
export function loadToolkit(): void {
  if (own === null) return;
  const script = document.createElement('script');
  script.nonce = own.nonce;
  script.src = own.dataset.toolkit ?? '';
  document.head.append(script);
}
