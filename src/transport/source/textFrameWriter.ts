import type { SimulatedChannel, SimulatorOptions } from '../transport';
import type { FrameDamage, FrameWriter } from './frameWriter';
import type { Random } from './random';
import { MAX_NUMBER_BYTES, writeNumber } from './writeNumber';

const LF = 0x0a;
const UNREADABLE = Buffer.from('ERR');

/** Key-value, CSV and Teleplot lines. */
export class TextFrameWriter implements FrameWriter {
  readonly maxFrameBytes: number;
  private readonly before: Buffer[];
  private readonly after: Buffer[];

  constructor(
    private readonly format: Exclude<SimulatorOptions['format'], 'cobs'>,
    private readonly channels: readonly SimulatedChannel[],
  ) {
    this.before = channels.map((channel) => Buffer.from(prefix(format, channel)));
    this.after = channels.map((channel, i) =>
      Buffer.from(suffix(format, channel, i === channels.length - 1)),
    );
    const fixed = [...this.before, ...this.after].reduce((sum, part) => sum + part.length, 0);
    this.maxFrameBytes = fixed + channels.length * MAX_NUMBER_BYTES;
  }

  write(target: Buffer, offset: number, values: Float64Array, damage: FrameDamage): number {
    let at = offset;
    for (let i = 0; i < values.length; i++) {
      at = put(target, at, this.before[i]);
      if (i === 0 && damage.unreadable) at = put(target, at, UNREADABLE);
      else at = writeNumber(target, at, values[i]);
      at = put(target, at, this.after[i]);
    }
    if (damage.corrupt !== undefined) corruptLines(target, offset, at, damage.corrupt);
    return at;
  }

  header(): Buffer {
    if (this.format !== 'csv') return Buffer.alloc(0);
    return Buffer.from(`${this.channels.map(({ name }) => cleanName(name)).join(',')}\n`);
  }

  answer(text: string): Buffer {
    return Buffer.from(`${text}\n`);
  }
}

function prefix(format: SimulatorOptions['format'], { name, unit }: SimulatedChannel): string {
  if (format === 'csv') return '';
  if (format === 'teleplot') return `>${cleanName(name)}:`;
  return unit === '' ? `${cleanName(name)}:` : `${cleanName(name)}[${cleanUnit(unit)}]:`;
}

/** A unit in brackets ends at the bracket. */
function cleanUnit(unit: string): string {
  return unit.replace(/[\r\n\[\]]/g, '_');
}

function suffix(
  format: SimulatorOptions['format'],
  { unit }: SimulatedChannel,
  last: boolean,
): string {
  if (format === 'teleplot') return unit === '' ? '\n' : `§${unit.replace(/[\r\n|]/g, '_')}\n`;
  return last ? '\n' : ',';
}

/** What a format uses as a separator cannot stand in a name. */
function cleanName(name: string): string {
  return name.replace(/[\s:,;"§|>]/g, '_');
}

function put(target: Buffer, at: number, bytes: Buffer): number {
  target.set(bytes, at);
  return at + bytes.length;
}

/**
 * Two neighbouring bytes of every line become FF FE, which no UTF-8 text holds: a frame of several
 * lines fails as a whole. The lines' ends stay.
 */
function corruptLines(target: Buffer, start: number, end: number, random: Random): void {
  for (let at = start; at < end;) {
    const lineEnd = target.indexOf(LF, at);
    const length = lineEnd - at;
    const hit = at + Math.floor(random() * Math.max(1, length - 1));
    target[hit] = 0xff;
    if (length > 1) target[hit + 1] = 0xfe;
    at = lineEnd + 1;
  }
}
