let reduced: MediaQueryList | undefined;

/** True when the user, or VS Code's setting, wants nothing to move that need not. */
export function reducedMotion(): boolean {
  // Asked for every frame: the query is made once, and its answer stays up to date by itself.
  reduced ??= matchMedia('(prefers-reduced-motion: reduce)');
  return reduced.matches || document.body.classList.contains('vscode-reduce-motion');
}
