import type { DeviceClock } from '../device/clock';
import { fieldsOf, threadIdsOf } from './dapMessage';

/** A session that may be paused. */
export interface PausableSession {
  readonly name: string;
  readonly state: 'running' | 'halted' | 'ended';
  /** As far as they are known, the one to pause first; empty = ask. */
  readonly threads: readonly number[];
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

/** A thread that we knew may be gone, and adapters may say nothing: then it is asked for. */
export const ASK_AGAIN_MS = 1000;

/**
 * Pauses one session: asks to pause the first of its threads, for which it asks where none is known, then waits until the
 * target has halted, for whatever reason: adapters call it `pause`, `SIGINT`, `SIGTRAP` or `step`. A dead target answers and
 * never halts, so it waits `limitMs` in all.
 */
export function pause(
  session: PausableSession,
  clock: DeviceClock,
  limitMs: number,
): Promise<PauseOutcome> {
  const { name } = session;
  if (session.state === 'halted') return Promise.resolve({ kind: 'already', session: name });
  return new Promise((resolve) => {
    const ends: (() => void)[] = [];
    const end = (outcome: PauseOutcome) => {
      for (const one of ends.splice(0)) one();
      resolve(outcome);
    };
    const askAnew = () => {
      ask(session).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        end({ kind: 'refused', session: name, why });
      });
    };
    ends.push(
      session.onHalt((timeMs) => {
        end({ kind: 'halted', session: name, timeMs });
      }),
      clock.after(limitMs, () => {
        end({ kind: 'silent', session: name });
      }),
    );
    const known = session.threads.at(0);
    if (known === undefined) {
      askAnew();
      return;
    }
    // One question less is one way through the window less.
    ends.push(clock.after(ASK_AGAIN_MS, askAnew));
    session.request('pause', { threadId: known }).then(undefined, () => {
      if (ends.length > 0) askAnew();
    });
  });
}

async function ask(session: PausableSession): Promise<void> {
  const threads = threadIdsOf(fieldsOf(await session.request('threads', {})));
  // Some adapters name no thread while the target runs, and pause all of it whatever the number.
  await session.request('pause', { threadId: threads.at(0) ?? 1 });
}
