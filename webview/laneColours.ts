/** The colours that canvases need, read from the theme: a canvas knows no variables. */
export interface LaneColours {
  readonly foreground: string;
  readonly dim: string;
  readonly ground: string;
  readonly warning: string;
  readonly critical: string;
  readonly fault: string;
  /** The line on which a debugger has halted, in the editor. */
  readonly halted: string;
}

/** Reads them from the page; to be read anew when the theme changes. */
export function readLaneColours(): LaneColours {
  const style = getComputedStyle(document.body);
  const read = (name: string, or: string) =>
    style.getPropertyValue(`--vscode-${name}`).trim() || or;
  const foreground = read('foreground', '#888');
  return {
    foreground,
    dim: read('descriptionForeground', foreground),
    ground: read('editor-background', 'transparent'),
    warning: read('charts-yellow', foreground),
    critical: read('charts-red', foreground),
    fault: read('charts-purple', foreground),
    halted: read('editor-stackFrameHighlightBackground', foreground),
  };
}

/** A #RGB, #RRGGBB or other colour at a share of its opacity. */
export function faded(colour: string, percent: number): string {
  return `color-mix(in srgb, ${colour} ${String(percent)}%, transparent)`;
}
