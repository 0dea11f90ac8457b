import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseFormat } from '../../../src/decode/parseFormat';
import type { WireFormat } from '../../../src/wireFormat';

const FOLDER = path.join('test', 'fixtures', 'frames');

/** Bytes of a device, the format they are in, and what must become of them. */
export interface Fixture {
  /** `kind.what`. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly format: WireFormat;
  /** The file with what must become of them. */
  readonly expectedFile: string;
}

/**
 * All fixtures: `kind.what.txt`, or `kind.what.hex.txt` with `#` comments. Beside it `kind.what.format.json` holds the
 * format as settings have it; without it the kind is all.
 */
export function fixtures(): Fixture[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.txt'))
    .map((file): Fixture => {
      const base = path.join(FOLDER, file.replace(/(?:\.hex)?\.txt$/, ''));
      const name = path.basename(base);
      return {
        name,
        bytes: readBytes(path.join(FOLDER, file)),
        format: readFormat(base, name.split('.')[0]),
        expectedFile: `${base}.json`,
      };
    });
}

function readBytes(file: string): Buffer {
  const raw = readFileSync(file);
  if (!file.endsWith('.hex.txt')) return raw;
  return Buffer.from(raw.toString().replace(/#.*|\s/g, ''), 'hex');
}

function readFormat(base: string, kind: string): WireFormat {
  let setting: unknown = kind;
  try {
    setting = JSON.parse(readFileSync(`${base}.format.json`, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const parsed = parseFormat(setting, path.basename(base));
  if (!parsed.ok) throw new Error(parsed.message);
  if (parsed.format.kind === 'auto') throw new Error(`${base}: no format`);
  return parsed.format;
}
