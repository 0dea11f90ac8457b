import type { WireFormat } from '../wireFormat';
import { ChunkFramer } from './chunkFramer';
import { CountedScanner } from './counted';
import { DelimitedScanner } from './delimited';
import { DelimiterFramer } from './delimiter';
import { FireWaterScanner } from './fireWater';
import type { Framer, TakeMemory } from './framer';
import { JustFloatScanner } from './justFloat';
import { MinScanner } from './min';
import { ScanFramer } from './scanFramer';
import type { Scanner } from './scanner';
import { SerialTransferScanner } from './serialTransfer';

export interface FramerOptions {
  /** The longest frame. */
  readonly maxFrameBytes: number;
  /** True when the stream may begin inside a frame. */
  readonly dropFirst: boolean;
  /** See `DelimiterOptions.take`. */
  readonly take?: TakeMemory;
}

/** The byte that ends every frame of a format; undefined where a scanner has to find the frames. */
export function delimiterOf(format: WireFormat): number | undefined {
  switch (format.kind) {
    case 'keyValue':
    case 'csv':
    case 'teleplot':
    case 'arduino':
    case 'json':
    case 'badlogic':
      return 10;
    case 'cobs':
      return 0;
    case 'slip':
      return 0xc0;
    case 'script':
      return { lines: 10, zero: 0, chunks: undefined }[format.frames];
    default:
      return undefined;
  }
}

/** What cuts the format's frames out of a stream. */
export function makeFramer(format: WireFormat, options: FramerOptions): Framer {
  const delimiter = delimiterOf(format);
  if (delimiter !== undefined) return new DelimiterFramer({ delimiter, ...options });
  if (format.kind === 'script') return new ChunkFramer(options.maxFrameBytes);
  const scanner = makeScanner(format, options.maxFrameBytes);
  return new ScanFramer({ scanner, ...options });
}

/**
 * What finds the frames of a format that has no delimiter of one byte; with `isCut` it is given them one by one, as a
 * framer cut them.
 */
export function makeScanner(format: WireFormat, maxFrameBytes: number, isCut = false): Scanner {
  switch (format.kind) {
    case 'fixed':
    case 'syncWord':
    case 'lengthPrefix':
      return new CountedScanner(format.frame, maxFrameBytes);
    case 'delimited':
      return new DelimitedScanner(format.frame, format.payload.kind === 'text', isCut);
    case 'min':
      return new MinScanner();
    case 'serialTransfer':
      return new SerialTransferScanner();
    case 'justFloat':
    case 'indexFloat':
      return new JustFloatScanner();
    case 'fireWater':
      return new FireWaterScanner();
    default:
      throw new Error(`${format.kind} is cut at its delimiter.`);
  }
}
