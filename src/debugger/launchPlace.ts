import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import { LAUNCH_KEY } from './belongsTo';

/** A place in a text, from 1. */
export interface LaunchPlace {
  readonly line: number;
  readonly column: number;
}

/** In a `launch.json`, and in the file of a workspace. */
const LISTS = [['configurations'], ['launch', 'configurations']];

/**
 * Where what is ours stands in the text of a `launch.json` or a workspace file: of the configuration of this name the key
 * `telemetryhub`, or the `key` under it. Undefined where there is no such thing. The text need not be whole: people write it
 * as we read it.
 */
export function launchPlace(
  text: string,
  name: string,
  key: string | undefined,
): LaunchPlace | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root === undefined) return undefined;
  const path = key === undefined ? [LAUNCH_KEY] : [LAUNCH_KEY, key];
  const value = LISTS.flatMap((list) => findNodeAtLocation(root, list)?.children ?? [])
    .filter((one) => findNodeAtLocation(one, ['name'])?.value === name)
    .map((one) => findNodeAtLocation(one, path))
    .find((one) => one !== undefined);
  return value === undefined ? undefined : placeOf(text, value.parent ?? value);
}

function placeOf(text: string, { offset }: Node): LaunchPlace {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
