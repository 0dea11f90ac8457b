import { t } from '@vscode/l10n';
import type { DeviceClock } from '../device/clock';
import { fieldsOf, type Fields } from './dapMessage';
import type { SampledSession } from './sampledSession';

/** An adapter that has not answered after so long is asked nothing more. */
export const ANSWER_LIMIT_MS = 5000;

/** A host that was kept busy finds timer and answer waiting together: it counts as one slice at most. */
const SLICES = 5;
const MAX_WHY = 200;

/** What became of a request: an answer, a refusal in words, or silence. */
export type Asked =
  | { readonly kind: 'answer'; readonly body: Fields }
  | { readonly kind: 'refused'; readonly why: string }
  /** `settled` resolves when the adapter answers after all. */
  | { readonly kind: 'silent'; readonly why: string; readonly settled: Promise<void> };

/** Sends one request and waits for its answer, not for ever. Never rejects. */
export function askAdapter(
  session: SampledSession,
  clock: DeviceClock,
  command: string,
  parameters: object,
): Promise<Asked> {
  const answered = Promise.resolve(session.request(command, parameters)).then(
    (body): Asked => ({ kind: 'answer', body: fieldsOf(body) }),
    (error: unknown): Asked => {
      const why = error instanceof Error ? error.message : String(error);
      return { kind: 'refused', why: why.replace(/\s+/g, ' ').slice(0, MAX_WHY) };
    },
  );
  return new Promise((resolve) => {
    let cancel = (): void => undefined;
    let slices = 0;
    const wait = () => {
      cancel = clock.after(ANSWER_LIMIT_MS / SLICES, () => {
        if (++slices === SLICES) giveUp();
        else wait();
      });
    };
    const giveUp = () => {
      const why = t('the adapter did not answer within {0} s', ANSWER_LIMIT_MS / 1000);
      resolve({ kind: 'silent', why, settled: answered.then(() => undefined) });
    };
    wait();
    void answered.then((outcome) => {
      cancel();
      resolve(outcome);
    });
  });
}
