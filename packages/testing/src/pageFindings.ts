import type { Browser } from 'playwright-core';

import { axeFindings } from './axeFindings.ts';

/** How a page is looked at. */
export interface Viewing {
  /** Pixels. */
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

/** What a desk and a phone show, by day and by night. */
export const VIEWINGS: readonly Viewing[] = [1280, 400].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

/**
 * What is wrong with a page in a browser: what axe-core finds, what is wider than the window, and what its scripts complain of. The
 * page gets no network.
 */
export async function pageFindings(browser: Browser, html: string, viewing: Viewing): Promise<string[]> {
  const { width, colorScheme } = viewing;
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, offline: true });
  const findings: string[] = [];
  page.on('pageerror', (error) => findings.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') findings.push(message.text());
  });
  try {
    await page.setContent(html);
    const scrollWidth = await page.evaluate('document.documentElement.scrollWidth');
    if (scrollWidth !== width) findings.push(`the page is ${scrollWidth} pixels wide`);
    findings.push(...(await axeFindings(page)));
  } finally {
    await page.close();
  }
  return findings;
}
