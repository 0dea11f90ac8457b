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
import { DETECT_BYTES, detected, FormatGate } from './formatGate';
import { FormatWatch } from './formatWatch';
import { InTurns, type Detect, type NextTurn, type Steps } from './inTurns';
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
  /** Something is missing between what came out before and what comes next. */
  onBreak(): void;
  /** What had waited has gone on. */
  onTurn(): void;
}

/** A stream that was recognised once changes only to a format that is as sure. */
const CHANGED_SCORE = 0.7;

/** Bytes nobody recognised are read as lines, so that they show as log lines or rejections. */
const UNKNOWN: WireFormat = { kind: 'keyValue' };

/**
 * Chunks in, whole frames out; finds out the format where nobody has said it, and again when it changes. While that takes
 * longer than a moment, what comes waits: chunks, breaks and changes of the format are taken in the order they came in.
 */
export class Framing {
  private readonly turns: InTurns;
  private readonly gate = new FormatGate();
  private readonly recent = new RecentBytes(DETECT_BYTES);
  /** Undefined when the user has said which format it is. */
  private watch: FormatWatch | undefined;
  private framer: Framer | undefined;
  private current: WireFormat | undefined;
  private startsInsideFrame = false;
  private provisional = false;
  private isDetected = false;
  /** Bytes of chunks in hand that neither the gate nor the framer holds. */
  private inHand = 0;

  constructor(
    asked: FormatSetting,
    private readonly maxFrameBytes: number,
    private readonly nowMs: NowMs,
    detect: Detect,
    private readonly listener: FramingListener,
    private readonly take?: TakeMemory,
    nextTurn: NextTurn = setImmediate,
  ) {
    const onTurn = () => {
      listener.onTurn();
    };
    this.turns = new InTurns(nowMs, detect, nextTurn, onTurn);
    this.setFormat(asked);
  }

  /** Undefined while it is not known. */
  get format(): WireFormat | undefined {
    return this.current;
  }

  /** Bytes of chunks that wait for what came before them. */
  get queuedBytes(): number {
    return this.turns.waitingBytes;
  }

  /** Bytes held: for or by detection, or because their frame is not whole. */
  get waitingBytes(): number {
    const { turns, gate, framer, inHand } = this;
    return turns.waitingBytes + gate.heldBytes + inHand + (framer?.waitingBytes ?? 0);
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
    this.turns.add(this.change(asked));
  }

  /** A link has opened: what comes next may begin inside a frame. */
  beginStream(mayStartInsideFrame: boolean): void {
    this.turns.add(this.begin(mayStartInsideFrame));
  }

  /** Takes one chunk. */
  push(chunk: Chunk): void {
    this.recent.push(chunk.bytes);
    this.turns.add(this.read(chunk), chunk.bytes.length);
  }

  /** Something is missing here: what is held is all there will be of it. */
  breakStream(timeMs: number): void {
    this.turns.add(this.breakOff(timeMs));
  }

  /** A batch came back. */
  decoded(batch: SampleBatch): void {
    this.watch?.decoded(batch);
  }

  /** Says nothing more; what waits stays counted. */
  dispose(): void {
    this.turns.stop();
  }

  private *change(asked: FormatSetting): Steps<void> {
    this.provisional = false;
    if (asked.kind !== 'auto') {
      this.watch = undefined;
      yield* this.reframe(asked, { kind: 'set', format: asked });
      return;
    }
    this.watch = new FormatWatch();
    if (this.current === undefined) this.report({ kind: 'detecting' });
    // Until something fits, what was pinned goes on.
    else if (!(yield* this.lookAgain(this.recent.all, 0))) {
      this.provisional = true;
      this.report({ kind: 'unknown', why: 'no format fits what came last' });
    }
  }

  private *begin(mayStartInsideFrame: boolean): Steps<void> {
    this.startsInsideFrame = mayStartInsideFrame;
    if (this.current !== undefined) this.framer = this.makeFramer(this.current);
  }

  private *read(chunk: Chunk): Steps<void> {
    if (this.framer === undefined) yield* this.sniff(chunk);
    else yield* this.frameAll(this.framer, [chunk]);
  }

  private *breakOff(timeMs: number): Steps<void> {
    const held = this.gate.release();
    if (held.length > 0) {
      const framer = this.adopt(UNKNOWN, { kind: 'unknown', why: 'the stream broke off' });
      this.provisional = true;
      yield* this.frameAll(framer, held);
    }
    this.cut(timeMs);
    this.listener.onBreak();
  }

  private *sniff(chunk: Chunk): Steps<void> {
    const found = yield* this.gate.push(chunk, this.turns.waitingBytes + this.inHand > 0);
    if (found === undefined) return;
    const { detection, chunks } = found;
    this.provisional = detection.kind === 'unsure';
    const framer =
      detection.kind === 'sure'
        ? this.adopt(detection.format, this.detected(detection))
        : this.adopt(UNKNOWN, { kind: 'unknown', why: detection.why });
    yield* this.frameAll(framer, chunks);
  }

  /** Changes to the format that is found in some bytes; false when none is, or it is the same. */
  private *lookAgain(bytes: Uint8Array, leastScore: number): Steps<boolean> {
    const detection = yield* detected(bytes.subarray(0, DETECT_BYTES));
    if (detection.kind === 'unsure' || detection.score < leastScore) return false;
    const { format } = detection;
    if (format.kind === this.current?.kind && this.isDetected && !this.provisional) return false;
    const state = this.detected(detection);
    this.provisional = false;
    yield* this.reframe(format, state);
    return true;
  }

  /** Changes the format, perhaps in the middle of a stream. */
  private *reframe(format: WireFormat, state: FormatState): Steps<void> {
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
    yield* this.frameAll(this.adopt(format, state), held);
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

  private *frameAll(first: Framer, chunks: readonly Chunk[]): Steps<void> {
    this.inHand += chunks.reduce((n, { bytes }) => n + bytes.length, 0);
    for (const part of chunks.flatMap((chunk) => partsOf(first, chunk))) {
      this.inHand -= part.bytes.length;
      // A look at one of them may have found the format.
      yield* this.frame(this.framer ?? first, part);
      yield;
    }
  }

  private *frame(framer: Framer, chunk: Chunk): Steps<void> {
    const { piece, rejections, skipped = [] } = framer.push(chunk);
    for (const rejection of rejections) this.reject(rejection);
    for (const { bytes } of skipped) this.listener.onSkipped(bytes);
    const held = piece?.bytes.length ?? 0;
    this.inHand += held;
    yield* this.reconsider();
    // A stream that began unrecognised, with a long boot log, is looked at block by block.
    if (this.provisional && piece !== undefined) yield* this.lookAgain(piece.bytes, 0);
    this.inHand -= held;
    if (piece === undefined) return;
    const { framer: now } = this;
    const isReframed = now !== framer && now !== undefined;
    if (isReframed) yield* this.frame(now, { timeMs: piece.endMs, bytes: piece.bytes });
    else this.listener.onPiece(piece, framer.delimiter);
  }

  /** Bytes that gave nothing for long are looked at as they came: the firmware may print another format now. */
  private *reconsider(): Steps<void> {
    const { watch } = this;
    if (watch?.isDoubtful !== true) return;
    watch.looked();
    yield* this.lookAgain(this.recent.all, this.provisional ? 0 : CHANGED_SCORE);
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

function partsOf({ maxPartBytes }: Framer, chunk: Chunk): Chunk[] {
  const { timeMs, bytes } = chunk;
  if (bytes.length <= maxPartBytes) return [chunk];
  return Array.from({ length: Math.ceil(bytes.length / maxPartBytes) }, (_, i) => ({
    timeMs,
    bytes: bytes.subarray(i * maxPartBytes, (i + 1) * maxPartBytes),
  }));
}
