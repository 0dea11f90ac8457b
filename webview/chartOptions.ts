import { shownUnit } from './format';
import { readOut } from './interaction';

/** What a canvas must be told of the theme. */
export interface PlotTheme {
  readonly foreground: string;
  readonly secondary: string;
  readonly grid: string;
  readonly axis: string;
  readonly background: string;
  readonly border: string;
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
    background: read('--vscode-editorWidget-background', light ? '#f8f8f8' : '#202020'),
    border: read('--vscode-widget-border', withAlpha(foreground, 0.3)),
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

/** Everything that does not depend on the channels. */
export function chartOptions(theme: PlotTheme, wallOffsetMs: () => number) {
  const font = { family: theme.font, size: 11 };
  return {
    responsive: false,
    maintainAspectRatio: false,
    animation: false,
    parsing: false,
    normalized: true,
    layout: { padding: { top: 24, right: 12, bottom: 0, left: 4 } },
    // The plot looks up by itself what is under the pointer.
    events: [],
    plugins: {
      legend: { display: false },
      tooltip: {
        animation: false,
        backgroundColor: theme.background,
        titleColor: theme.foreground,
        bodyColor: theme.foreground,
        borderColor: theme.border,
        borderWidth: 1,
        cornerRadius: 2,
        titleFont: { ...font, weight: 600 },
        bodyFont: font,
        displayColors: true,
        boxPadding: 5,
        boxWidth: 12,
        boxHeight: 3,
        callbacks: readOut(wallOffsetMs),
      },
    },
    scales: {
      x: {
        type: 'telemetryTime',
        axis: 'x',
        position: 'bottom',
        min: 0,
        max: 1,
        gridColour: theme.grid,
        axisColour: theme.axis,
        labelColour: theme.secondary,
        labelFont: `11px ${theme.font}`,
      },
    },
  };
}

/** One value axis a unit, at the left; the third is shared by all further units. */
export function yAxes(units: readonly string[], theme: PlotTheme): Record<string, object> {
  const axes: Record<string, object> = {};
  for (let i = 0; i < 3; i++) {
    const shared = i === 2 ? units.slice(2) : units.slice(i, i + 1);
    const text = shared
      .map(shownUnit)
      .filter((unit) => unit !== '')
      .join(', ');
    axes[`y${String(i)}`] = {
      type: 'telemetryValue',
      axis: 'y',
      position: 'left',
      display: i === 0 || shared.length > 0,
      min: 0,
      max: 1,
      grid: { color: theme.grid, drawOnChartArea: i === 0, tickLength: 4 },
      border: { color: theme.axis },
      ticks: {
        color: theme.secondary,
        font: { family: theme.font, size: 11 },
        autoSkip: false,
        padding: 3,
      },
      unitText: text,
    };
  }
  return axes;
}
