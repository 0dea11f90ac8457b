import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { root } from '../../../../scripts/bootstrap.mjs';
import type { PreviewReply, PreviewRequest } from '../../../../src/decode/previewRequest';
import { PreviewThread, type PreviewWorker } from '../../../../src/vscode/schema/previewThread';

/** A worker that answers when it is told to. */
class FakeWorker implements PreviewWorker {
  readonly asked: { readonly number: number; readonly request: PreviewRequest }[] = [];
  ended = 0;
  private readonly onReply: ((reply: PreviewReply) => void)[] = [];
  private readonly onError: ((error: Error) => void)[] = [];
  private readonly onExit: (() => void)[] = [];

  postMessage(message: unknown): void {
    this.asked.push(message as { readonly number: number; readonly request: PreviewRequest });
  }

  on(event: 'message' | 'error' | 'exit', listener: unknown): this {
    if (event === 'message') this.onReply.push(listener as (reply: PreviewReply) => void);
    else if (event === 'error') this.onError.push(listener as (error: Error) => void);
    else this.onExit.push(listener as () => void);
    return this;
  }

  unref(): void {
    // There is no thread that could keep Node alive.
  }

  terminate(): Promise<number> {
    this.ended++;
    this.exit();
    return Promise.resolve(1);
  }

  reply(reply: PreviewReply): void {
    for (const listener of this.onReply) listener(reply);
  }

  crash(message: string): void {
    for (const listener of this.onError) listener(new Error(message));
    this.exit();
  }

  private exit(): void {
    for (const listener of this.onExit) listener();
  }
}

const DRAFT = { kind: 'cobs', fields: [] } as const;
const FIRST = { kind: 'first', format: { kind: 'detecting' }, bytes: new Uint8Array(0) } as const;

function bench() {
  const workers: FakeWorker[] = [];
  const errors: string[] = [];
  const thread = new PreviewThread(
    () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    (error) => errors.push(error instanceof Error ? error.message : String(error)),
  );
  return { workers, errors, thread };
}

describe('PreviewThread', () => {
  it('starts one thread with the first request, and gives each answer to who asked', async () => {
    const { workers, thread } = bench();
    assert.equal(workers.length, 0);
    const [a, b] = [thread.ask(FIRST), thread.ask(FIRST)];
    assert.equal(workers.length, 1);
    const [{ asked }] = workers;
    const other = { kind: 'slip', fields: [] } as const;
    workers[0].reply({ number: asked[1].number, answer: other });
    workers[0].reply({ number: asked[0].number, answer: DRAFT });
    assert.deepEqual(await Promise.all([a, b]), [DRAFT, other]);
  });

  it('answers nothing once it has ended, and starts anew when it is asked again', async () => {
    const { workers, errors, thread } = bench();
    thread.end();
    const waiting = thread.ask(FIRST);
    thread.end();
    assert.equal(await waiting, undefined);
    assert.equal(workers[0].ended, 1);
    const again = thread.ask(FIRST);
    // What an ended one still says is nobody's answer.
    workers[0].reply({ number: workers[1].asked[0].number, answer: { kind: 'min', fields: [] } });
    workers[1].reply({ number: workers[1].asked[0].number, answer: DRAFT });
    assert.deepEqual(await again, DRAFT);
    assert.deepEqual(errors, []);
  });

  it('reports a thread that died, and one that could not answer', async () => {
    const { workers, errors, thread } = bench();
    const lost = thread.ask(FIRST);
    workers[0].crash('out of memory');
    assert.equal(await lost, undefined);
    const failed = thread.ask(FIRST);
    workers[1].reply({ number: workers[1].asked[0].number, error: 'a bug' });
    assert.equal(await failed, undefined);
    assert.deepEqual(errors, ['out of memory', 'a bug']);
    assert.equal(workers.length, 2);
  });

  it('has the real thread say what is wrong in the language of the texts it is given', async () => {
    const thread = new PreviewThread(
      () =>
        new Worker(`${root}/dist/previewWorker.js`, {
          workerData: { textsPath: `${root}/l10n/bundle.l10n.de.json` },
        }),
      (error) => assert.fail(String(error)),
    );
    const bytes = new Uint8Array(8);
    const draft = await thread.ask({ kind: 'first', format: { kind: 'detecting' }, bytes });
    assert.deepEqual(draft, DRAFT);
    const wrong = { kind: 'syncWord', fields: [] };
    const tail = { bytes, before: 0 };
    const preview = await thread.ask({ kind: 'preview', draft: wrong, id: null, tail });
    assert.match(preview?.problems[0].message ?? '', /^syncWord\.sync fehlt/);
    thread.end();
  });
});
