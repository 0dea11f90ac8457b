import type { SampledSession, SampledSessions } from '../../../src/debugger/sampledSession';

interface Asked {
  readonly command: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly answer: (body: unknown) => void;
  readonly refuse: (why: string) => void;
}

/** A debug session whose every answer is the test's. */
export class FakeSession implements SampledSession {
  readonly name = 'Fake';
  readonly threadId = 7;
  haltedMs: number | undefined;
  readsMemory = true;
  /** What was asked and has no answer yet. */
  readonly waiting: Asked[] = [];
  readonly asked: string[] = [];
  /** Answers at once where it gives something; an Error refuses. */
  reply: (command: string, parameters: Asked['parameters']) => unknown = () => undefined;

  constructor(readonly id: string) {}

  request(command: string, parameters: object): Promise<unknown> {
    const given = parameters as Asked['parameters'];
    this.asked.push(command);
    return new Promise((answer, reject) => {
      const refuse = (why: string) => {
        reject(new Error(why));
      };
      const reply = this.reply(command, given);
      if (reply instanceof Error) reject(reply);
      else if (reply === undefined)
        this.waiting.push({ command, parameters: given, answer, refuse });
      else answer(reply);
    });
  }
}

/** A window whose sessions come and go as the test says. */
export class FakeSessions implements SampledSessions {
  current: FakeSession | undefined;
  readonly wanted: string[] = [];
  private readonly listeners = new Set<() => void>();

  find(wanted: string): FakeSession | undefined {
    this.wanted.push(wanted);
    return this.current;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get listening(): number {
    return this.listeners.size;
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }
}

/** What is under way settles. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}
