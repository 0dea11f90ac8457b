import { t } from '@vscode/l10n';
import type { Asked } from './askAdapter';
import { textOf } from './dapMessage';

/** Where an expression is in the target's memory, in the adapter's words, or why that is not known. */
export type FoundMemory = { readonly reference: string } | { readonly why: string };

/**
 * Finds out where an expression is in memory: of languages with pointers by its address; of others, as JavaScript, an adapter
 * names the memory of a buffer with its value. Without a frame only what is global can be found.
 */
export async function findMemory(
  ask: (command: string, parameters: object) => Promise<Asked>,
  expression: string,
  frameId: number | undefined,
): Promise<FoundMemory> {
  const evaluate = (text: string) =>
    ask('evaluate', { expression: text, frameId, context: 'watch' });
  const taken = await evaluate(`&(${expression})`);
  if (taken.kind === 'silent') return taken;
  if (taken.kind === 'answer') {
    const { memoryReference, result } = taken.body;
    const reference = textOf(memoryReference) || /0x[0-9a-f]+/i.exec(textOf(result))?.[0];
    if (reference !== undefined && reference !== '') return { reference };
  }
  const buffer = await evaluate(expression);
  if (buffer.kind !== 'answer') return buffer;
  const reference = textOf(buffer.body.memoryReference);
  return reference === '' ? { why: t('{0} has no address', expression) } : { reference };
}
