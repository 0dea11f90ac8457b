/**
 * Notes in a plot's window when its first curve was on its canvas (wall clock, ms): in the first task after the frame in which
 * it was drawn. Runs in every frame of a workbench before anything else does.
 */
function watchFirst(): void {
  // VS Code writes the page into its frame anew, so that nothing lives there that was there before: it is watched from outside.
  const frame = document.getElementById('active-frame');
  const inside = frame instanceof HTMLIFrameElement ? frame.contentWindow : null;
  const app = inside?.document.getElementById('app') ?? null;
  if (inside === null || app === null) {
    requestAnimationFrame(watchFirst);
    return;
  }
  const observer = new MutationObserver(() => {
    if (!isDrawn(app)) return;
    observer.disconnect();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      Object.assign(inside, { benchFirstPaintedMs: performance.timeOrigin + performance.now() });
    };
    port2.postMessage(null);
  });
  observer.observe(app, { attributeFilter: ['data-nonblank', 'data-drawn-sequence'] });
}

/** A plain canvas says nothing of what is on it. */
function isDrawn({ dataset }: HTMLElement): boolean {
  if ('nonblank' in dataset) return dataset.nonblank === 'true';
  return 'drawnSequence' in dataset;
}

const isWebview = new URLSearchParams(location.search).has('extensionId');
if (isWebview && window !== window.top) watchFirst();
