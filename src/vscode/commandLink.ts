/** What `encodeURIComponent` leaves as it is, yet would end a link of Markdown or be markup in it. */
const MARKUP = /[()*_~'!]/g;

/** A link of Markdown that runs a command; nothing in its arguments, which may come from a device, ends it sooner. */
export function commandLink(label: string, command: string, ...parameters: unknown[]): string {
  const encoded = encodeURIComponent(JSON.stringify(parameters));
  const safe = encoded.replace(MARKUP, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `[${label}](command:${command}?${safe})`;
}
