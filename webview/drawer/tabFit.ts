/** What a tab needs with its name, and as an icon alone. */
export interface TabWidth {
  readonly fullPx: number;
  readonly iconPx: number;
}

/**
 * Which tabs show only their icon so that all fit into `roomPx`: as few as possible, from the last one, and
 * never the chosen one.
 */
export function iconOnlyTabs(
  widths: readonly TabWidth[],
  chosen: number,
  roomPx: number,
): readonly boolean[] {
  const iconOnly = widths.map(() => false);
  let neededPx = widths.reduce((sum, { fullPx }) => sum + fullPx, 0);
  for (let i = widths.length - 1; i >= 0 && neededPx > roomPx; i--) {
    if (i === chosen) continue;
    iconOnly[i] = true;
    neededPx -= widths[i].fullPx - widths[i].iconPx;
  }
  return iconOnly;
}
