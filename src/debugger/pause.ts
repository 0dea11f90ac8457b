import type { DeviceClock } from '../device/clock';
import { fieldsOf, threadIdsOf } from './dapMessage';

/** A session that may be paused. */
export interface PausableSession {
  readonly name: string;
  readonly state: 'running' | 'halted' | 'ended';
  /** Sends a request to the adapter; rejects when it refuses. */
  request(command: string, parameters: object): PromiseLike<unknown>;
  onHalt(listener: (timeMs: number) => void): () => void;
}

/** What became of a pause. */
export type PauseOutcome =
  | { readonly kind: 'halted'; readonly session: string; readonly timeMs: number }
  /** It was halted before it was asked. */
  | { readonly kind: 'already'; readonly session: string }
  | { readonly kind: 'refused'; readonly session: string; readonly why: string }
  /** The adapter has answered or not; the target has not halted within the limit. */
  | { readonly kind: 'silent'; readonly session: string };

/**
 * Pauses one session: asks for its threads, then to pause the first of them, then waits until the target has halted, for
 * whatever reason: adapters call it `pause`, `SIGINT`, `SIGTRAP` or `step`. A dead target answers and never halts, so
 * it waits `limitMs` in all.
 */
export function pause(
  session: PausableSession,
  clock: DeviceClock,
  limitMs: number,
): Promise<PauseOutcome> {
  const { name } = session;
  if (session.state === 'halted') return Promise.resolve({ kind: 'already', session: name });
  return new Promise((resolve) => {
    const end = (outcome: PauseOutcome) => {
      off();
      cancel();
      resolve(outcome);
    };
    const off = session.onHalt((timeMs) => {
      end({ kind: 'halted', session: name, timeMs });
    });
    const cancel = clock.after(limitMs, () => {
      end({ kind: 'silent', session: name });
    });
    ask(session).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      end({ kind: 'refused', session: name, why });
    });
  });
}

async function ask(session: PausableSession): Promise<void> {
  const threads = threadIdsOf(fieldsOf(await session.request('threads', {})));
  // Some adapters name no thread while the target runs, and pause all of it whatever the number.
  await session.request('pause', { threadId: threads.at(0) ?? 1 });
}
