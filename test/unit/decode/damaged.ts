import { Decoder } from '../../../src/decode/decode';
import { makeFramer } from '../../../src/frame/makeFramer';
import { fixtures } from './fixtures';
import { MAX_INPUT, mutated, Random } from './mutated';

const INPUTS = 200;

/** What framers and decoders say of damaged frames of all fixtures. */
export function damaged(): { readonly details: ReadonlySet<string> } {
  const details = new Set<string>();
  const note = (rejections: readonly { readonly detail: string }[]) => {
    for (const { detail } of rejections) details.add(detail);
  };
  const seeds = fixtures();
  const random = new Random(77);
  const target = Buffer.alloc(MAX_INPUT);
  for (const fixture of seeds) {
    const { format } = fixture;
    const decoder = new Decoder();
    for (let i = 0; i < INPUTS; i++) {
      const length = mutated(seeds, fixture, random, target);
      const bytes = new Uint8Array(target.subarray(0, length));
      const framer = makeFramer(format, { maxFrameBytes: 96, dropFirst: i % 2 === 0 });
      const { piece, rejections } = framer.push({ timeMs: 0, bytes });
      note(rejections);
      const spans = Float64Array.of(length, 0, 1);
      note(decoder.decode({ format, bytes, spans }).rejections);
      if (piece?.ends === undefined) continue;
      const { ends } = piece;
      const cut = Float64Array.of(piece.bytes.length, 0, 1);
      note(decoder.decode({ format, bytes: piece.bytes, spans: cut, ends }).rejections);
    }
  }
  return { details };
}
