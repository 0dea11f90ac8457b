import type { DisposableLike } from './disposables';

/** Something that is made, and its code loaded, when it is first asked for. */
export class OnDemand<T extends DisposableLike> {
  private made: Promise<T> | undefined;

  constructor(private readonly make: () => Promise<T>) {}

  /** The same one each time. */
  get(): Promise<T> {
    return (this.made ??= this.make());
  }

  /** Disposes it where it was made. */
  async dispose(): Promise<void> {
    const made = await this.made;
    await made?.dispose();
  }
}
