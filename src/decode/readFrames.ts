import { makeScanner } from '../frame/makeFramer';
import type { WireFormat } from '../wireFormat';
import type { FrameClock } from './clock';
import type { Columns } from './columns';
import type { CsvHeaders } from './csv';
import type { Fields } from './fields';
import { FieldsPayload } from './fieldsPayload';
import { CutFloatScanner, FloatPayload } from './floatPayload';
import { FrameReader } from './frameReader';
import { grammarOf, type LineFormat } from './grammars';
import { CHECKSUM_PRESETS } from '../frame/checksumPresets';
import type { Ledger } from './ledger';
import type { PayloadReader } from './payload';
import { StuffedReader } from './stuffedReader';
import { TextPayload } from './textPayload';

/** A frame that a framer let through was short enough; without a framer this is the bound. */
const MAX_FRAME_BYTES = 1 << 20;

/** The checksum of COBS where none is given: CRC-16/CCITT-FALSE, as the hub's own devices send it. */
export const COBS_CHECKSUM = { ...CHECKSUM_PRESETS['crc-16'], order: 'little' } as const;

/** A job of binary frames, and where its samples go. */
export interface FramesJob {
  readonly format: Exclude<WireFormat, LineFormat | { kind: 'script' }>;
  readonly bytes: Buffer;
  readonly ends: Uint32Array | undefined;
  readonly columns: Columns;
  readonly fields: Fields;
  readonly ledger: Ledger;
  readonly clock: FrameClock;
}

/** Reads all frames of a job; gives the header rows of text in frames. */
export function readFrames(job: FramesJob): CsvHeaders {
  const { format, bytes, columns, ledger, clock } = job;
  if (format.kind === 'cobs' || format.kind === 'slip') {
    const { checksum = COBS_CHECKSUM } = format;
    const payload = new FieldsPayload([{ id: null, fields: format.fields }], columns);
    new StuffedReader(format.kind, checksum, bytes, payload, ledger, clock).read();
    return {};
  }
  if (format.kind === 'delimited' && format.payload.kind === 'text') {
    const grammar = grammarOf({ kind: format.payload.format }, columns);
    const payload = new TextPayload(format.payload.encoding, grammar, job.fields, columns);
    readScanned(job, format, payload);
    return grammar.headers ?? {};
  }
  readScanned(job, format, payloadOf(format, columns));
  return {};
}

type ScannedFormat = Exclude<FramesJob['format'], { kind: 'cobs' | 'slip' }>;

function readScanned(job: FramesJob, format: ScannedFormat, payload: PayloadReader): void {
  const { bytes, ends, ledger, clock } = job;
  const reader = new FrameReader(bytes, payload, ledger, clock);
  const scanner = makeScanner(format, MAX_FRAME_BYTES, ends !== undefined);
  if (ends === undefined) {
    reader.readUncut(scanner);
    return;
  }
  const isFloat = format.kind === 'justFloat' || format.kind === 'indexFloat';
  reader.readCut(isFloat ? new CutFloatScanner() : scanner, ends);
}

function payloadOf(format: ScannedFormat, columns: Columns): PayloadReader {
  switch (format.kind) {
    case 'fixed':
    case 'syncWord':
    case 'lengthPrefix':
      return new FieldsPayload([{ id: null, fields: format.fields }], columns);
    case 'delimited': {
      const fields = format.payload.kind === 'fields' ? format.payload.fields : [];
      return new FieldsPayload([{ id: null, fields }], columns);
    }
    case 'min':
    case 'serialTransfer':
      return new FieldsPayload(format.frames, columns);
    case 'justFloat':
    case 'indexFloat':
      return new FloatPayload(format.names ?? [], format.kind === 'indexFloat', columns);
  }
}
