import type { DeviceFault } from '../../model';
import type { SimulatorOptions } from '../transport';
import { createFrameWriter } from './frameWriter';
import type { FrameWriter } from './frameWriter';
import { createRandom } from './random';
import type { Random } from './random';
import { Waveform } from './waveform';

/** The device's own state, in the words of its STATUS answer. */
export type SimulatedState = 'Idle' | 'Measuring' | 'Error' | 'SafeState';

const MAX_CHUNK_BYTES = 64 * 1024;
const MIN_PERIOD_MS = 10;
const MAX_PERIOD_MS = 10_000;
const FAULT_STREAM = -1;

/** A device without a clock: asked for frames it gives bytes, told a command it gives the answer. */
export class SimulatedDevice {
  /** Between frames; changed by SET_RATE. */
  periodMs: number;
  private current: SimulatedState;
  private fault: DeviceFault = { kind: 'none' };
  private faultRandom: Random;
  private samplesUntilFatal = Infinity;
  private sequence = 0;
  private struck = 0;
  private simulatedMs = 0;
  private headerDue: boolean;
  private readonly writer: FrameWriter;
  private readonly waves: Waveform[];
  private readonly values: Float64Array;

  constructor(private readonly options: SimulatorOptions) {
    const { seed, channels, autoStart, rateHz } = options;
    this.periodMs = 1000 / rateHz;
    this.current = autoStart ? 'Measuring' : 'Idle';
    this.headerDue = autoStart;
    this.faultRandom = createRandom(seed, FAULT_STREAM);
    this.writer = createFrameWriter(options);
    this.waves = channels.map((channel, i) => new Waveform(channel, createRandom(seed, i)));
    this.values = new Float64Array(channels.length);
  }

  get state(): SimulatedState {
    return this.current;
  }

  /** True while frames are sent. */
  get sending(): boolean {
    return this.current === 'Measuring' || this.current === 'Error';
  }

  /** Arms a fault; its damage begins anew, so the same seed always does the same damage. */
  setFault(fault: DeviceFault): void {
    this.fault = fault;
    this.faultRandom = createRandom(this.options.seed, FAULT_STREAM);
    this.samplesUntilFatal = fault.kind === 'faultAfterSamples' ? fault.samples : Infinity;
  }

  /**
   * At most `frames` frames, fewer when they fill a chunk or the device goes to SafeState meanwhile.
   * `bytes` owns its memory; `struck` counts the frames that the fault damaged.
   */
  produce(frames: number): { bytes: Uint8Array; frames: number; struck: number } {
    if (!this.sending) return { bytes: new Uint8Array(0), frames: 0, struck: 0 };
    this.struck = 0;
    const { maxFrameBytes } = this.writer;
    const header = this.headerDue ? this.writer.header() : Buffer.alloc(0);
    this.headerDue = false;
    const room = Math.max(maxFrameBytes, Math.min(MAX_CHUNK_BYTES, frames * maxFrameBytes));
    const target = Buffer.allocUnsafeSlow(header.length + room);
    target.set(header);
    let end = header.length;
    let produced = 0;
    while (produced < frames && end + maxFrameBytes <= target.length) {
      end = this.writeFrame(target, end);
      produced += 1;
      if (this.state === 'SafeState') break;
    }
    // A frame is mostly shorter than the longest: what waits must not drag empty memory along.
    const bytes =
      end * 2 < target.length ? new Uint8Array(target.subarray(0, end)) : target.subarray(0, end);
    return { bytes, frames: produced, struck: this.struck };
  }

  /** Obeys one command and returns the answer, as it stands on the wire. */
  command(text: string): Uint8Array {
    return this.writer.answer(this.obey(text));
  }

  /** The line sent when the device goes to SafeState by itself. */
  safeStateEvent(): Uint8Array {
    return this.writer.answer('EVT:SafeState');
  }

  private writeFrame(target: Buffer, offset: number): number {
    const timeS = this.simulatedMs / 1000;
    for (let i = 0; i < this.values.length; i++) this.values[i] = this.waves[i].next(timeS);
    const unreadable = this.strikes('randomSensorErrors');
    const corrupt = this.strikes('communicationFailure') ? this.faultRandom : undefined;
    if (unreadable || corrupt !== undefined) this.struck += 1;
    const end = this.writer.write(target, offset, this.values, { unreadable, corrupt });
    this.simulatedMs += this.periodMs;
    this.sequence += 1;
    this.current = unreadable ? 'Error' : 'Measuring';
    this.samplesUntilFatal -= this.values.length;
    if (this.samplesUntilFatal <= 0) {
      this.current = 'SafeState';
      this.setFault({ kind: 'none' });
    }
    return end;
  }

  private strikes(kind: 'randomSensorErrors' | 'communicationFailure'): boolean {
    const { fault } = this;
    if (fault.kind === 'none' || fault.kind === 'faultAfterSamples') return false;
    return (fault.kind === kind || fault.kind === 'both') && this.faultRandom() < fault.probability;
  }

  private obey(text: string): string {
    if (text.startsWith('SET_RATE=')) return this.setRate(text.slice('SET_RATE='.length));
    switch (text) {
      case '':
        return 'ERROR: Empty command';
      case 'CALIBRATE':
        return this.current === 'Measuring' ? 'OK: Calibrated' : 'ERROR: Device not measuring';
      case 'GET_STATUS':
        return `STATUS: ${this.current}, Seq=${this.sequence}`;
      case 'START':
        return this.start();
      case 'STOP':
        return this.stop();
      case 'RESET':
        this.current = 'Idle';
        return 'OK: Reset to Idle';
      default:
        return 'ERROR: Unknown command';
    }
  }

  private start(): string {
    if (this.current === 'SafeState') return 'ERROR: Device in SafeState';
    if (this.sending) return 'ERROR: Already measuring';
    this.current = 'Measuring';
    this.headerDue = true;
    return 'OK: Measuring';
  }

  private stop(): string {
    if (this.current === 'SafeState') return 'ERROR: Device in SafeState';
    if (!this.sending) return 'ERROR: Device not measuring';
    this.current = 'Idle';
    return 'OK: Idle';
  }

  private setRate(text: string): string {
    if (!/^-?\d+$/.test(text)) return 'ERROR: Invalid rate value';
    const periodMs = Number(text);
    if (periodMs < MIN_PERIOD_MS || periodMs > MAX_PERIOD_MS)
      return 'ERROR: Rate must be 10-10000 ms';
    this.periodMs = periodMs;
    return `OK: Rate set to ${periodMs} ms`;
  }
}
