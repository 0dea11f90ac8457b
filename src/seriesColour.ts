/** Eight series colours a theme, told apart under normal, protan, deutan and tritan sight. */
const DARK = [
  '#498DFF',
  '#57F2AE',
  '#F58A1E',
  '#A6BDF3',
  '#D9D828',
  '#C3A49B',
  '#FDFFFF',
  '#A27F68',
] as const;
const LIGHT = [
  '#267FFB',
  '#0A726F',
  '#954A00',
  '#0D388A',
  '#A38300',
  '#D529BA',
  '#1A2048',
  '#61270E',
] as const;

/** The colour of a series; beyond eight they repeat. */
export function seriesColour(index: number, light: boolean): string {
  return (light ? LIGHT : DARK)[index % DARK.length];
}
