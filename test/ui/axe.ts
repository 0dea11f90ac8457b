import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

/** Of all rules those whose outcome hangs on colours: in another theme the rest find what they found before. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds on the page, a line each: the rule and where. */
export async function axeProblems(page: Page): Promise<string[]> {
  return await runAxe(page, 'document', {
    resultTypes: ['violations'],
    rules: { 'page-has-heading-one': { enabled: false } },
  });
}

/** What it finds by the rules about colours alone: inside what has opened over the page, else on all of it. */
export async function colourProblems(page: Page): Promise<string[]> {
  const scope = `(() => {
    const over = [...document.querySelectorAll('.popover, dialog')];
    const open = over.filter((e) => e.checkVisibility());
    return open.length > 0 ? { include: open } : document;
  })()`;
  return await runAxe(page, scope, {
    resultTypes: ['violations'],
    runOnly: { type: 'rule', values: COLOUR_RULES },
  });
}

/** The toolkit shows a new field's label a frame after the field, and what it does then may ask for another. */
const SETTLED = `new Promise((resolve) => {
  let left = 3;
  const frame = () => (left-- > 0 ? requestAnimationFrame(frame) : resolve());
  frame();
})`;

async function runAxe(page: Page, scope: string, options: object): Promise<string[]> {
  if (await page.evaluate<boolean>('window.axe === undefined')) await page.evaluate(AXE);
  await page.evaluate(SETTLED);
  return await page.evaluate<string[]>(`axe.run(${scope}, ${JSON.stringify(options)})
  .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ' ' + failureSummary)))`);
}
