/** Anything that can be let go of. */
export interface DisposableLike {
  dispose(): unknown;
}

/** Owns what it is given; disposes in reverse order, once, and at once what comes too late. */
export class Disposables {
  private items: DisposableLike[] = [];
  private disposed = false;

  /** Takes ownership and hands the thing back. */
  add<T extends DisposableLike>(item: T): T {
    if (this.disposed) item.dispose();
    else this.items.push(item);
    return item;
  }

  /** The same for a function that ends something. */
  onDispose(end: () => unknown): void {
    this.add({ dispose: end });
  }

  dispose(): void {
    this.disposed = true;
    for (const item of this.items.splice(0).reverse()) item.dispose();
  }
}
