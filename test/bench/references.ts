/**
 * The simplest correct parsers, written as one would without thinking of speed: text, split,
 * parseFloat, one array per channel. They collect what the decoder does: times and values.
 */
export type Series = Map<string, { times: number[]; values: number[] }>;

function push(series: Series, name: string, time: number, value: number): void {
  let one = series.get(name);
  if (one === undefined) {
    one = { times: [], values: [] };
    series.set(name, one);
  }
  one.times.push(time);
  one.values.push(value);
}

function linesOf(bytes: Uint8Array): string[] {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .split('\n');
  lines.pop();
  return lines;
}

/** Rows of numbers between commas. */
export function csvReference(bytes: Uint8Array): number[][] {
  const columns: number[][] = [];
  const lines = linesOf(bytes);
  for (let row = 0; row < lines.length; row++) {
    const fields = lines[row].split(',');
    for (let i = 0; i < fields.length; i++) (columns[i] ??= []).push(parseFloat(fields[i]));
  }
  return columns;
}

/** `name:value` between commas. */
export function keyValueReference(bytes: Uint8Array): Series {
  const series: Series = new Map();
  const lines = linesOf(bytes);
  for (let row = 0; row < lines.length; row++) {
    for (const pair of lines[row].split(',')) {
      const [name, value] = pair.split(':');
      push(series, name, row, parseFloat(value));
    }
  }
  return series;
}

/** `>name:stamp:value§unit|flags`. */
export function teleplotReference(bytes: Uint8Array): Series {
  const series: Series = new Map();
  for (const line of linesOf(bytes)) {
    const [name, stamp, value] = line.slice(1).split('|')[0].split(':');
    push(series, name, parseFloat(stamp), parseFloat(value.split('\xc2\xa7')[0]));
  }
  return series;
}

const CRC = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0);
  return crc;
});

/**
 * Eight f32 and CRC-16 in COBS, all in one loop that knows this one frame and trusts its length. Columns of
 * times and of eight values are written over those of the call before: fresh memory costs more than the loop.
 */
export function cobsReference(): (bytes: Uint8Array) => Float64Array {
  const scratch = new ArrayBuffer(64);
  const frame = new Uint8Array(scratch);
  const floats = new Float32Array(scratch);
  let columns = new Float64Array(0);
  return (bytes) => {
    // A frame takes 36 bytes at least.
    const capacity = Math.ceil(bytes.length / 36);
    if (columns.length < capacity * 9) columns = new Float64Array(capacity * 9);
    let row = 0;
    for (let at = 0; at < bytes.length; at++) {
      let length = 0;
      while (bytes[at] !== 0) {
        const end = at + bytes[at];
        const implied = bytes[at] < 255;
        for (at++; at < end; at++) frame[length++] = bytes[at];
        if (implied && bytes[at] !== 0) frame[length++] = 0;
      }
      let crc = 0xffff;
      for (let i = 0; i < 32; i++) crc = ((crc << 8) & 0xffff) ^ CRC[(crc >> 8) ^ frame[i]];
      if (length !== 34 || (frame[32] | (frame[33] << 8)) !== crc) continue;
      columns[row] = at;
      for (let i = 0; i < 8; i++) columns[(i + 1) * capacity + row] = floats[i];
      row++;
    }
    return columns;
  };
}
