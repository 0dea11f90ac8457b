import type { DeviceClock } from '../device/clock';
import { fieldsOf, threadIdsOf } from './dapMessage';

/** A session that may be paused. */
export interface PausableSession {
  readonly name: string;
  /** `starting`: its adapter may take a pause for done that nothing comes of, as its target does not run yet. */
  readonly state: 'starting' | 'running' | 'halted' | 'ended';
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
  | { readonly kind: 'silent'; readonly session: string }
  /** It was not asked: it was starting all the time. */
  | { readonly kind: 'starting'; readonly session: string };

/** When it is asked again, then after twice as long: a thread may be gone, and an adapter may swallow a pause and say nothing. */
export const ASK_AGAIN_MS = 1000;

/** How often a session that is starting is looked at. */
export const STARTING_STEP_MS = 50;

/**
 * Pauses one session, as soon as it has started: asks to pause the first of its threads, for which it asks where none is known,
 * then waits until the target has halted, for whatever reason: adapters call it `pause`, `SIGINT`, `SIGTRAP` or `step`. A dead
 * target answers and never halts, so it waits `limitMs` in all.
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
    ends.push(
      session.onHalt((timeMs) => {
        end({ kind: 'halted', session: name, timeMs });
      }),
      clock.after(limitMs, () => {
        end({ kind: session.state === 'starting' ? 'starting' : 'silent', session: name });
      }),
      askRepeatedly(session, clock, (error) => {
        const why = error instanceof Error ? error.message : String(error);
        end({ kind: 'refused', session: name, why });
      }),
    );
  });
}

/** Asks until the returned function ends it, never twice at once. */
function askRepeatedly(
  session: PausableSession,
  clock: DeviceClock,
  onRefusal: (error: unknown) => void,
): () => void {
  let isOver = false;
  let isAsking = false;
  let isFirst = true;
  let waitMs = ASK_AGAIN_MS;
  let cancel = (): void => undefined;
  const step = () => {
    if (session.state === 'starting') {
      cancel = clock.after(STARTING_STEP_MS, step);
      return;
    }
    cancel = clock.after(waitMs, step);
    waitMs *= 2;
    if (isAsking) return;
    isAsking = true;
    // One question less is one way through the window less.
    const known = isFirst ? session.threads.at(0) : undefined;
    isFirst = false;
    const asked = known === undefined ? ask(session) : askThread(session, known, () => isOver);
    asked
      .catch((error: unknown) => {
        if (!isOver) onRefusal(error);
      })
      .finally(() => {
        isAsking = false;
      });
  };
  step();
  return () => {
    isOver = true;
    cancel();
  };
}

async function askThread(
  session: PausableSession,
  threadId: number,
  isOver: () => boolean,
): Promise<void> {
  try {
    await session.request('pause', { threadId });
  } catch {
    // It may be gone; another will be there.
    if (!isOver()) await ask(session);
  }
}

async function ask(session: PausableSession): Promise<void> {
  // Some adapters name no thread while the target runs, or refuse to, and pause all of it whatever the number.
  const threads = await Promise.resolve(session.request('threads', {})).then(
    (body) => threadIdsOf(fieldsOf(body)),
    () => [],
  );
  await session.request('pause', { threadId: threads.at(0) ?? 1 });
}
