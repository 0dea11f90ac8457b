import { t } from '@vscode/l10n';

/** Where telemetry breakpoints are kept: the setting `telemetryhub.breakpoints` in the extension. */
export interface BreakpointStore {
  /** As it counts, checked for nothing. */
  read(): unknown;
  write(value: unknown): Promise<void>;
}

/** What a user changes of one. */
export interface BreakpointChange {
  readonly when?: string;
  readonly enabled?: boolean;
  readonly hitCount?: number;
}

/** Changes the list of telemetry breakpoints as it is written; what could not be read there is the user's, and stays. */
export class BreakpointList {
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly store: BreakpointStore) {}

  /** Adds one at the end. Rejects with a plain message when it is none, or there are too many. */
  async add(entry: { readonly when: string; readonly device?: string }): Promise<void> {
    const code = await import('../../debugger/parseBreakpoints');
    const { MAX_BREAKPOINTS } = code;
    const parsed = code.parseBreakpoint(entry);
    if (typeof parsed === 'string') throw new Error(parsed);
    await this.edit((list) => {
      if (list.length < MAX_BREAKPOINTS) return [...list, entry];
      throw new Error(t('There are {0} telemetry breakpoints. Remove one first.', MAX_BREAKPOINTS));
    });
  }

  /** Changes the one at this place of the setting. */
  change(at: number, change: BreakpointChange): Promise<void> {
    return this.edit((list) =>
      list.map((entry, i) => {
        return i === at && typeof entry === 'object' ? { ...entry, ...change } : entry;
      }),
    );
  }

  /** Takes the one at this place of the setting away. */
  remove(at: number): Promise<void> {
    return this.edit((list) => list.filter((_, i) => i !== at));
  }

  private edit(change: (list: readonly unknown[]) => readonly unknown[]): Promise<void> {
    // One after the other: each starts from what the former has written.
    const edited = this.writing.then(() => {
      const value = this.store.read();
      return this.store.write(change(Array.isArray(value) ? value : []));
    });
    this.writing = edited.catch(() => undefined);
    return edited;
  }
}
