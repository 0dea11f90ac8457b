import { detect } from '../decode/detect';
import type { FormatSetting } from '../decode/parseFormat';
import type { FramedPiece, Framer, TakeMemory } from '../frame/framer';
import { delimiterOf, makeFramer } from '../frame/makeFramer';
import type {
  Chunk,
  Detection,
  FormatState,
  NowMs,
  Rejection,
  SampleBatch,
  WireFormat,
} from '../model';
import { DETECT_BYTES, FormatGate } from './formatGate';
import { FormatWatch } from './formatWatch';
import { RecentBytes } from './recentBytes';

/** What comes out of framing, in stream order. */
export interface FramingListener {
  /** Whole frames; `delimiter` ends each of them, where there is one. */
  onPiece(piece: FramedPiece, delimiter: number | undefined): void;
  /** A frame refused before decoding: too long, or cut by a break. */
  onRejection(rejection: Rejection): void;
  /** Bytes that are no telemetry and taken in full: an image. */
  onSkipped(bytes: number): void;
  /** The format is another one now, or what is known of it is. */
  onFormat(state: FormatState): void;
}

/** A stream that was recognised once changes only to a format that is as sure. */
const CHANGED_SCORE = 0.7;

/** Bytes nobody recognised are read as lines, so that they show as log lines or rejections. */
const UNKNOWN: WireFormat = { kind: 'keyValue' };

/** Chunks in, whole frames out; finds out the format where nobody has said it, and again when it changes. */
export class Framing {
  private readonly gate = new FormatGate(detect);
  private readonly recent = new RecentBytes(DETECT_BYTES);
  /** Undefined when the user has said which format it is. */
  private watch: FormatWatch | undefined;
  private framer: Framer | undefined;
  private current: WireFormat | undefined;
  private startsInsideFrame = false;
  private provisional = false;
  private isDetected = false;

  constructor(
    asked: FormatSetting,
    private readonly maxFrameBytes: number,
    private readonly nowMs: NowMs,
    private readonly listener: FramingListener,
    private readonly take?: TakeMemory,
  ) {
    this.setFormat(asked);
  }

  /** Undefined while it is not known. */
  get format(): WireFormat | undefined {
    return this.current;
  }

  /** Bytes held: by detection, or because their frame is not whole. */
  get waitingBytes(): number {
    return this.gate.heldBytes + (this.framer?.waitingBytes ?? 0);
  }

  /** What ends a frame; undefined while the format is not known. */
  get delimiter(): number | undefined {
    return this.framer?.delimiter;
  }

  /** The last bytes that came, at most 4 KiB, oldest first. */
  get recentBytes(): Uint8Array {
    return this.recent.all;
  }

  /** Reads what comes from now on in another format. */
  setFormat(asked: FormatSetting): void {
    this.provisional = false;
    if (asked.kind !== 'auto') {
      this.watch = undefined;
      this.reframe(asked, { kind: 'set', format: asked });
      return;
    }
    this.watch = new FormatWatch();
    if (this.current === undefined) this.report({ kind: 'detecting' });
    // Until something fits, what was pinned goes on.
    else if (!this.lookAgain(this.recent.all, 0)) {
      this.provisional = true;
      this.report({ kind: 'unknown', why: 'no format fits what came last' });
    }
  }

  /** A link has opened: what comes next may begin inside a frame. */
  beginStream(mayStartInsideFrame: boolean): void {
    this.startsInsideFrame = mayStartInsideFrame;
    if (this.current !== undefined) this.framer = this.makeFramer(this.current);
  }

  /** Takes one chunk. */
  push(chunk: Chunk): void {
    this.recent.push(chunk.bytes);
    if (this.framer !== undefined) this.frame(this.framer, chunk);
    else this.sniff(chunk);
  }

  /** Something is missing here: what is held is all there will be of it. */
  breakStream(timeMs: number): void {
    const held = this.gate.release();
    if (held.length > 0) {
      const framer = this.adopt(UNKNOWN, { kind: 'unknown', why: 'the stream broke off' });
      this.provisional = true;
      for (const chunk of held) this.frame(framer, chunk);
    }
    this.cut(timeMs);
  }

  /** A batch came back. */
  decoded(batch: SampleBatch): void {
    this.watch?.decoded(batch);
  }

  private sniff(chunk: Chunk): void {
    const found = this.gate.push(chunk);
    if (found === undefined) return;
    const { detection, chunks } = found;
    this.provisional = detection.kind === 'unsure';
    const framer =
      detection.kind === 'sure'
        ? this.adopt(detection.format, this.detected(detection))
        : this.adopt(UNKNOWN, { kind: 'unknown', why: detection.why });
    for (const held of chunks) this.frame(framer, held);
  }

  /** Changes to the format that is found in some bytes; false when none is, or it is the same. */
  private lookAgain(bytes: Uint8Array, leastScore: number): boolean {
    const detection = detect(bytes.subarray(0, DETECT_BYTES));
    if (detection.kind === 'unsure' || detection.score < leastScore) return false;
    const { format } = detection;
    if (format.kind === this.current?.kind && this.isDetected && !this.provisional) return false;
    const state = this.detected(detection);
    this.provisional = false;
    this.reframe(format, state);
    return true;
  }

  /** Changes the format, perhaps in the middle of a stream. */
  private reframe(format: WireFormat, state: FormatState): void {
    const delimiter = delimiterOf(format);
    if (delimiter !== undefined && delimiter === this.framer?.delimiter) {
      this.current = format;
      this.report(state);
      return;
    }
    // Other frames: what the framer carries is none of the new format, nor is its rest.
    this.cut(this.nowMs());
    if (this.framer !== undefined) this.startsInsideFrame = true;
    const held = this.gate.release();
    const framer = this.adopt(format, state);
    for (const chunk of held) this.frame(framer, chunk);
  }

  private adopt(format: WireFormat, state: FormatState): Framer {
    this.current = format;
    const framer = this.makeFramer(format);
    this.framer = framer;
    this.report(state);
    return framer;
  }

  private report(state: FormatState): void {
    this.isDetected = state.kind === 'detected';
    this.listener.onFormat(state);
  }

  private detected({ format, score, runnerUp }: Extract<Detection, { kind: 'sure' }>): FormatState {
    const former = this.isDetected && this.current?.kind !== format.kind ? this.current : undefined;
    return {
      kind: 'detected',
      format,
      score,
      ...(runnerUp === undefined ? {} : { runnerUp }),
      ...(former === undefined ? {} : { formerly: former.kind }),
    };
  }

  private makeFramer(format: WireFormat): Framer {
    const { maxFrameBytes, startsInsideFrame: dropFirst, take } = this;
    return makeFramer(format, { maxFrameBytes, dropFirst, ...(take && { take }) });
  }

  private frame(framer: Framer, chunk: Chunk): void {
    const { piece, rejections, skipped = [] } = framer.push(chunk);
    for (const rejection of rejections) this.reject(rejection);
    for (const { bytes } of skipped) this.listener.onSkipped(bytes);
    this.reconsider();
    if (piece === undefined) return;
    // A stream that began unrecognised, with a long boot log, is looked at block by block.
    if (this.provisional) this.lookAgain(piece.bytes, 0);
    const { framer: now } = this;
    const isReframed = now !== framer && now !== undefined;
    if (isReframed) this.frame(now, { timeMs: piece.endMs, bytes: piece.bytes });
    else this.listener.onPiece(piece, framer.delimiter);
  }

  /** Bytes that gave nothing for long are looked at as they came: the firmware may print another format now. */
  private reconsider(): void {
    const { watch } = this;
    if (watch?.isDoubtful !== true) return;
    watch.looked();
    this.lookAgain(this.recent.all, this.provisional ? 0 : CHANGED_SCORE);
  }

  private cut(timeMs: number): void {
    const bytes = this.framer?.reset() ?? 0;
    if (bytes === 0) return;
    const detail = 'the stream broke off inside a frame';
    const excerpt = new Uint8Array(0);
    this.reject({ timeMs, cause: 'partial', detail, excerpt, bytes, goodBefore: 0 });
  }

  private reject(rejection: Rejection): void {
    this.watch?.rejected(rejection.bytes);
    this.listener.onRejection(rejection);
  }
}
