/** The text that a dragged channel carries, from the list of channels and from the tree alike. */
export const CHANNEL_PREFIX = 'telemetryhub-channel:';

/** The id of the channel that a drag carries; undefined when it carries something else. */
export function channelOf(text: string): string | undefined {
  const line = text.split(/[\r\n]/, 1)[0].trim();
  return line.startsWith(CHANNEL_PREFIX) && line.length > CHANNEL_PREFIX.length
    ? line.slice(CHANNEL_PREFIX.length)
    : undefined;
}

/** The first channel among the handles of dragged rows: `{"itemHandles":["1/telemetryhub-channel:board/rpm"]}`. */
export function channelOfRows(text: string): string | undefined {
  const handles = parseHandles(text);
  const handle = handles.find((one) => one.includes(CHANNEL_PREFIX));
  return handle === undefined ? undefined : channelOf(handle.slice(handle.indexOf(CHANNEL_PREFIX)));
}

function parseHandles(text: string): string[] {
  try {
    const { itemHandles } = JSON.parse(text) as { itemHandles?: unknown };
    return Array.isArray(itemHandles) ? itemHandles.filter((one) => typeof one === 'string') : [];
  } catch {
    // Something else was dropped, or nothing.
    return [];
  }
}
