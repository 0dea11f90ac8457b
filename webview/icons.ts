const SVG = 'http://www.w3.org/2000/svg';

/** Outlines on a 16 x 16 grid, stroked 1.2 px wide in the text's colour. */
const PATHS = {
  pulse: ['M1 8.5h3l2-5.5 3.5 10 2-4.5H15'],
  circle: ['M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11'],
  warning: ['M8 2.2 14.5 13.5H1.5Z', 'M8 6.2v3.6', 'M8 11.4v.6'],
  shield: [
    'M8 1.8 13.5 3.8v4c0 3.2-2.4 5.4-5.5 6.4C4.900 13.200 2.500 11 2.500 7.800v-4Z',
    'M8 5v4',
    'M8 10.600v.6',
  ],
  plug: [
    'M5.500 1.800v3.400',
    'M10.500 1.800v3.400',
    'M3.500 5.200h9v2.300a4.500 4.500 0 0 1-9 0Z',
    'M8 12v2.400',
  ],
  unplugged: [
    'M3 3l10 10',
    'M3.500 6.500v1a4.500 4.500 0 0 0 6.500 4',
    'M12.500 7.500V5.200H9',
    'M8 12v2.400',
  ],
  sync: [
    'M13.500 8a5.500 5.500 0 0 1-10 3.200',
    'M2.500 8a5.500 5.500 0 0 1 10-3.200',
    'M12.500 1.800v3h-3',
    'M3.500 14.200v-3h3',
  ],
  play: ['M4.500 2.800 13 8l-8.500 5.200Z'],
  stop: ['M3.500 3.500h9v9h-9Z'],
  reset: ['M3 2.500v3.500h3.500', 'M3.300 6a5.300 5.300 0 1 1-.6 3.500'],
  pause: ['M5.500 3v10', 'M10.500 3v10'],
  zap: ['M9 1.500 3.500 9H8l-1 5.500L12.500 7H8Z'],
  close: ['M3.500 3.500l9 9', 'M12.500 3.500l-9 9'],
  copy: ['M5.500 5.500h8v8h-8Z', 'M10.500 5.500v-3h-8v8h3'],
  chip: [
    'M4 4h8v8H4Z',
    'M6 1.800V4M10 1.800V4M6 12v2.200M10 12v2.200M1.800 6H4M1.800 10H4M12 6h2.200M12 10h2.200',
  ],
  zoomIn: [
    'M7 2.500a4.500 4.500 0 1 0 0 9a4.500 4.500 0 1 0 0-9',
    'M10.300 10.300 14 14',
    'M7 5v4M5 7h4',
  ],
  zoomOut: [
    'M7 2.500a4.500 4.500 0 1 0 0 9a4.500 4.500 0 1 0 0-9',
    'M10.300 10.300 14 14',
    'M5 7h4',
  ],
  fit: ['M2.500 5.500v-3h3M10.500 2.500h3v3M13.500 10.500v3h-3M5.500 13.500h-3v-3'],
  crosshair: [
    'M8 1.500v4M8 10.500v4M1.500 8h4M10.500 8h4',
    'M8 6.500a1.500 1.500 0 1 0 0 3a1.500 1.500 0 1 0 0-3',
  ],
  ellipsis: ['M3.500 7.500v1M8 7.500v1M12.500 7.500v1'],
  history: ['M2.500 3.500v3h3', 'M2.800 6.500a5.500 5.500 0 1 1-.2 3', 'M8 5v3.500l2.500 1.500'],
  chevronRight: ['M6 3.500 10.500 8 6 12.500'],
  check: ['M3 8.500l3.500 3.500L13 4.500'],
  error: ['M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12', 'M5.8 5.8l4.4 4.4', 'M10.2 5.8l-4.4 4.4'],
  pass: ['M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12', 'M5 8.200l2.200 2.200L11 6'],
  slash: ['M8 2.500a5.500 5.500 0 1 0 0 11a5.500 5.500 0 1 0 0-11', 'M4.200 11.800l7.600-7.600'],
  question: [
    'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12',
    'M6.200 6.600a1.800 1.800 0 1 1 2.600 1.600c-.6.300-.8.600-.8 1.200',
    'M8 11.200v.3',
  ],
  info: ['M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12', 'M8 7.200v4', 'M8 4.700v.6'],
  flag: ['M4 14V2.200h8l-2 3 2 3H4'],
  send: ['M2 8h11', 'M9 4l4 4-4 4'],
  zapOff: ['M9 1.500 3.500 9H8l-1 5.500L12.500 7H8Z', 'M2.500 2.500l11 11'],
  grip: ['M6 4.500h.01M10 4.500h.01M6 8h.01M10 8h.01M6 11.500h.01M10 11.500h.01'],
  add: ['M8 3v10', 'M3 8h10'],
  dice: [
    'M2.500 2.500h11v11h-11Z',
    'M5.500 5.500h.01M10.500 5.500h.01M8 8h.01M5.500 10.500h.01M10.500 10.500h.01',
  ],
  chevronDown: ['M3.500 6 8 10.500 12.500 6'],
  filter: ['M2 4h12', 'M4.500 8h7', 'M6.500 12h3'],
  edit: ['M3 13l.6-2.900L10.800 2.900l2.300 2.300-7.200 7.200Z', 'M9.300 4.400l2.300 2.300'],
  trash: ['M3 4.500h10', 'M6 4.500v-2h4v2', 'M4.200 4.500l.6 9h6.400l.6-9', 'M6.700 7v4M9.300 7v4'],
  drawer: ['M2 3h12v10H2Z', 'M10 3v10'],
  list: ['M2.500 4h.01M2.500 8h.01M2.500 12h.01', 'M5.500 4h8M5.500 8h8M5.500 12h8'],
  table: ['M2 3h12v10H2Z', 'M2 6.300h12M2 9.600h12M6 3v10'],
  terminal: ['M2 3h12v10H2Z', 'M4.500 6l2 2-2 2', 'M8 10.500h3'],
  chart: ['M2.500 2.500v11h11', 'M4.500 10l3-3.500 2.200 2L13 4.500'],
  channels: [
    'M2 4.500c2-3 4 3 6 0s4 3 6 0',
    'M2 8.500c2-3 4 3 6 0s4 3 6 0',
    'M2 12.500c2-3 4 3 6 0s4 3 6 0',
  ],
  limit: [
    'M1.500 4h2.500M6.700 4h2.600M12 4h2.500',
    'M1.500 12.500c2.500 0 3-5 6.500-5s3 3 6.500 1.500',
  ],
  newest: ['M8 2.500v8', 'M4.500 7 8 10.500 11.500 7', 'M3.500 13.500h9'],
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative icon; name the control it stands in, not the icon. */
export function icon(name: IconName, size = 16): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('width', String(size));
  svg.setAttribute('height', String(size));
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
