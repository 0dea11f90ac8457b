/** What a canvas must be told of the theme. */
export interface PlotTheme {
  readonly foreground: string;
  readonly secondary: string;
  readonly grid: string;
  readonly axis: string;
  /** The page's own background. */
  readonly page: string;
  readonly font: string;
  readonly light: boolean;
}

/** Reads the theme's colours off the page. */
export function readTheme(): PlotTheme {
  const style = getComputedStyle(document.body);
  const read = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback;
  const classes = document.body.classList;
  const light = classes.contains('vscode-light') || classes.contains('vscode-high-contrast-light');
  const foreground = read('--vscode-foreground', light ? '#3b3b3b' : '#cccccc');
  return {
    foreground,
    secondary: read('--vscode-descriptionForeground', foreground),
    grid: withAlpha(foreground, light ? 0.12 : 0.1),
    axis: withAlpha(foreground, 0.3),
    page: read('--vscode-editor-background', light ? '#ffffff' : '#1f1f1f'),
    font: read('--vscode-font-family', 'sans-serif'),
    light,
  };
}

/** The colour with another opacity; a canvas turns any CSS colour into #rrggbb. */
function withAlpha(colour: string, alpha: number): string {
  const ctx = document.createElement('canvas').getContext('2d');
  if (ctx === null) return colour;
  ctx.fillStyle = colour;
  const hex = /^#[0-9a-f]{6}/i.exec(ctx.fillStyle)?.[0];
  if (hex === undefined) return colour;
  return `${hex}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
