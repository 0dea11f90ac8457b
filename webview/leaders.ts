/** A thin line from where something is to where its label is. */
export interface Leader {
  readonly from: number;
  readonly to: number;
  readonly className: string;
  /** CSS colour; undefined = that of the class. */
  readonly colour: string | undefined;
}

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH_PX = 11;

/** The lines that join a plot's edge with the labels in its gutter. */
export class Leaders {
  readonly element = document.createElementNS(SVG, 'svg');
  private readonly paths: SVGPathElement[] = [];

  constructor() {
    this.element.setAttribute('class', 'leaders');
    this.element.setAttribute('aria-hidden', 'true');
    this.element.setAttribute('width', String(WIDTH_PX));
    this.element.setAttribute('height', '100%');
  }

  /** Draws them right of `rightPx`; they run down and then on to the label. */
  draw(leaders: readonly Leader[], rightPx: number): void {
    this.element.style.transform = `translateX(${String(rightPx)}px)`;
    while (this.paths.length < leaders.length) {
      const path = document.createElementNS(SVG, 'path');
      this.paths.push(path);
      this.element.append(path);
    }
    this.paths.forEach((path, i) => {
      const leader = leaders.at(i);
      path.setAttribute('visibility', leader === undefined ? 'hidden' : 'visible');
      if (leader === undefined) return;
      const { from, to, className, colour } = leader;
      path.setAttribute('class', `leader ${className}`);
      path.style.stroke = colour ?? '';
      // A handle's box begins at 6 px, a name at 13 px.
      const end = colour === undefined ? '' : 'h4';
      path.setAttribute('d', `M0 ${String(from + 0.5)}L6 ${String(to + 0.5)}${end}`);
    });
  }
}
