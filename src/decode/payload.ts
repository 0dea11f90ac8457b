import type { Refusal } from './ledger';

/** What a frame was: samples, nothing, text to be logged, or damage. */
export type PayloadVerdict = 'telemetry' | 'blank' | { readonly log: string } | Refusal;

/** Reads what frames hold, once their framing has been taken off. */
export interface PayloadReader {
  /** Reads [from, to) of `body`; `id` is 0 where frames have none. `body` is not kept. */
  read(body: Buffer, from: number, to: number, id: number, timeMs: number): PayloadVerdict;
}
