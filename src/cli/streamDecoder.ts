import type { Framer, FramerOutput } from '../frame/framer';
import { makeFramer } from '../frame/makeFramer';
import type { Column, DecodeJob, NamedColumn, SampleBatch } from '../model';
import { StreamHistory } from '../pipeline/history';
import type { WireFormat } from '../wireFormat';

/** One value, as the stream has it. */
export interface Sample {
  readonly channel: string;
  /** Milliseconds as the format gives them; null when it gives none. */
  readonly time: number | null;
  readonly value: number | string;
  readonly unit?: string;
}

/** Where the results go, in stream order. */
export interface StreamListener {
  onSample(sample: Sample): void;
  /** Bytes that were refused, or a value that is not finite: `offset` from the stream's first byte. */
  onTrouble(offset: number, text: string): void;
}

interface Hole {
  readonly offset: number;
  readonly bytes: number;
}

const MAX_FRAME_BYTES = 65_536;

/** Decodes a stream frame by frame, so that samples keep their order and troubles their place. */
export class StreamDecoder {
  samples = 0;
  frames = 0;
  rejected = 0;
  logLines = 0;
  private readonly framer: Framer;
  private readonly history = new StreamHistory({ keepDeviceTime: true });
  /** Where the next byte that the framer passes on stood in the stream. */
  private cursor = 0;
  private taken = 0;
  /** All bytes of the stream, once it has ended: what is then added to end a last line is none of them. */
  private length = Infinity;

  constructor(
    private readonly format: WireFormat,
    private readonly decode: (job: DecodeJob) => SampleBatch,
    private readonly listener: StreamListener,
  ) {
    this.framer = makeFramer(format, { maxFrameBytes: MAX_FRAME_BYTES, dropFirst: false });
  }

  /** Frames that sequence numbers show to be missing. */
  get framesMissing(): number {
    return this.history.framesMissing;
  }

  /** Takes the next bytes. */
  push(bytes: Uint8Array): void {
    this.taken += bytes.length;
    this.handle(this.framer.push({ timeMs: 0, bytes }));
  }

  /** No more bytes will come: a last line or frame that lacks only its end is read as if it had one. */
  end(): void {
    const { taken, framer } = this;
    this.length = taken;
    const { delimiter } = framer;
    const startOnly = this.format.kind === 'delimited' && this.format.frame.end.length === 0;
    if (framer.waitingBytes > 0 && delimiter !== undefined) this.push(Uint8Array.of(delimiter));
    else if (framer.waitingBytes > 0 && startOnly) {
      this.push(Uint8Array.from(this.format.frame.start));
    }
    const left = framer.waitingBytes - (this.taken - taken);
    if (left > 0) this.reject(taken - left, left, 'framing: the stream ends inside a frame');
  }

  private handle({ piece, rejections, skipped = [] }: FramerOutput): void {
    for (const { offset = 0, bytes, cause, detail } of rejections) {
      this.reject(offset, bytes, `${cause}: ${detail}`);
    }
    const holes: Hole[] = rejections.map(({ offset = 0, bytes }) => ({ offset, bytes }));
    holes.push(...skipped);
    holes.sort((a, b) => a.offset - b.offset);
    let next = this.pass(holes, 0);
    for (const frame of piece === undefined ? [] : this.framesOf(piece.bytes, piece.ends)) {
      this.frame(frame);
      this.cursor += frame.length;
      next = this.pass(holes, next);
    }
  }

  /** Moves the cursor over the holes that begin at it. */
  private pass(holes: readonly Hole[], from: number): number {
    let next = from;
    while (next < holes.length && holes[next].offset <= this.cursor) {
      this.cursor = holes[next].offset + holes[next].bytes;
      next++;
    }
    return next;
  }

  private framesOf(bytes: Uint8Array, ends: Uint32Array | undefined): Uint8Array[] {
    const frames: Uint8Array[] = [];
    let from = 0;
    if (ends !== undefined) {
      for (const end of ends) {
        frames.push(bytes.subarray(from, end));
        from = end;
      }
      return frames;
    }
    const { delimiter = 10 } = this.framer;
    while (from < bytes.length) {
      const end = bytes.indexOf(delimiter, from) + 1 || bytes.length;
      frames.push(bytes.subarray(from, end));
      from = end;
    }
    return frames;
  }

  private frame(bytes: Uint8Array): void {
    const spans = Float64Array.of(bytes.length, 0, 0);
    const ends = Uint32Array.of(bytes.length);
    const batch = this.decode({ format: this.format, bytes, spans, ends });
    this.frames += batch.acceptedFrames;
    this.logLines += batch.logLines;
    for (const { offset = 0, bytes: size, cause, detail } of batch.rejections) {
      this.reject(this.cursor + offset, size, `${cause}: ${detail}`);
    }
    this.emit(batch, this.history.resolve(batch));
  }

  /** Samples of one frame: row by row where every column has as many, else column by column. */
  private emit({ columns }: SampleBatch, named: readonly NamedColumn[]): void {
    const rows = named.length === 0 ? 0 : named[0].values.length;
    if (named.every(({ values }) => values.length === rows)) {
      for (let row = 0; row < rows; row++) {
        columns.forEach((column, i) => this.sample(column, named[i], row));
      }
      return;
    }
    columns.forEach((column, i) => {
      for (let row = 0; row < named[i].values.length; row++) this.sample(column, named[i], row);
    });
  }

  private sample({ deviceTime, isText }: Column, named: NamedColumn, row: number): void {
    const { name, unit, times, values, labels } = named;
    const value = values[row];
    if (!Number.isFinite(value)) {
      this.listener.onTrouble(this.cursor, `${name} is not a finite number`);
      return;
    }
    this.samples++;
    this.listener.onSample({
      channel: name,
      time: deviceTime ? times[row] : null,
      value: isText === true ? (labels?.get(value) ?? value) : value,
      ...(unit === '' ? {} : { unit }),
    });
  }

  private reject(offset: number, bytes: number, reason: string): void {
    this.rejected++;
    const own = Math.min(bytes, this.length - offset);
    this.listener.onTrouble(offset, `${reason} (${String(own)} bytes)`);
  }
}
