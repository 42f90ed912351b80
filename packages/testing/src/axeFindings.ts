import type { Page } from 'playwright-core';

/** What axe-core finds wrong with a page, each with where. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { default: axe } = await import('axe-core');
  await page.evaluate(axe.source);
  const violations: unknown = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).slice(0, 3).join(' ')))`,
  );
  return Array.isArray(violations) ? violations.map(String) : [];
}
