/** Identifiers of the source by which a channel goes there: `g_temp_x10` to `temp`, as the setting `sourceNames` says. */
export type SourceNames = ReadonlyMap<string, string>;

/** Entries of the setting that count: far beyond what a board sends. */
const MAX_NAMES = 4096;

/** What of the setting is usable: texts by texts. Anything else is left out. */
export function parseSourceNames(value: unknown): SourceNames {
  const names = new Map<string, string>();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return names;
  for (const [identifier, channel] of Object.entries(value).slice(0, MAX_NAMES)) {
    if (typeof channel === 'string' && channel !== '') names.set(identifier, channel);
  }
  return names;
}

/** The identifiers that the setting gives a channel. */
export function identifiersOf(channel: string, names: SourceNames): readonly string[] {
  return [...names].filter(([, name]) => name === channel).map(([identifier]) => identifier);
}

/** The last part of a dotted name that is no index: `gyro` of `imu.gyro.0`, `imu/gyro[0]`; undefined of a name of one part. */
export function lastSegment(channel: string): string | undefined {
  const parts = channel.split(/[./[\]]+/).filter((part) => part !== '');
  const named = parts.filter((part) => !/^\d+$/.test(part));
  return parts.length > 1 ? named.at(-1) : undefined;
}

/**
 * Those of a device's channels that an identifier in the source names: the one that the setting gives, else the one of
 * exactly this name, else all whose last segment it is.
 */
export function channelsNamed<C extends { readonly name: string }>(
  identifier: string,
  channels: readonly C[],
  names: SourceNames,
): readonly C[] {
  const wanted = names.get(identifier) ?? identifier;
  const exact = channels.filter(({ name }) => name === wanted);
  if (exact.length > 0) return exact;
  return channels.filter(({ name }) => lastSegment(name) === wanted);
}
