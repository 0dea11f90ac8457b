/** What the values of a channel mean, where they are more than numbers. */
export interface Meaning {
  /** By the value written in decimal. */
  readonly labels: Readonly<Record<string, string>>;
  /** True for a text channel: its numbers stand for the texts and for nothing else. */
  readonly isText: boolean;
}

/** `2 Run`, of a text channel `Run` alone; undefined for a value without a meaning. */
export function meaningText(value: number, meaning: Meaning | undefined): string | undefined {
  const label = meaning?.labels[String(value)];
  if (label === undefined) return undefined;
  return meaning?.isText === true ? label : `${String(value)} ${label}`;
}
