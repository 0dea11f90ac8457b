import type { Page } from 'playwright-core';

/** Posts a message to a page and waits until the page has taken it: our listener comes behind its own. */
export async function untilTaken(page: Page, post: () => Promise<unknown>): Promise<void> {
  const taken = page.evaluate(
    "new Promise((resolve) => addEventListener('message', () => resolve(), { once: true }))",
  );
  await Promise.all([taken, post()]);
}
