import { chromiumPath, openChromium, pageFindings, VIEWINGS } from '@losskit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { studyFixture } from '../fixtures/studyFixture.ts';
import { renderReport } from './index.ts';

/** A browser and all figures take a while on a busy machine. */
const PATIENCE = 120_000;

/** Losses that win, are close, lose, fail and are the same; with options and penalties. */
const study = studyFixture({
  seeds: 3,
  baseline: 'meanSquaredError',
  regressionLosses: ['huber', 'smoothL1', 'meanAbsoluteError', 'meanSquaredError', 'zeroOne'],
  classificationLosses: [
    'crossEntropy',
    'categoricalFocal',
    'crossEntropy+l1Penalty',
    'meanSquaredError',
    'zeroOne',
  ],
  raced: true,
  featureNames: ['x', 'z'],
  regressionTasks: ['linear', 'wages'],
});

describe.skipIf(chromiumPath() === undefined)('in a browser', () => {
  let browser: Awaited<ReturnType<typeof openChromium>>;
  beforeAll(async () => {
    browser = await openChromium();
  }, PATIENCE);
  afterAll(() => browser.close(), PATIENCE);

  describe.each(['en', 'zh'] as const)('the report in %s', (language) => {
    let html = '';
    beforeAll(async () => {
      html = await renderReport(study, { language, command: 'losskit compare linear wages fruit' });
    }, PATIENCE);

    test.each(VIEWINGS)('has no fault at $width pixels, $colorScheme', async (viewing) => {
      expect(await pageFindings(browser, html, viewing)).toEqual([]);
    });
  });

  test('sorts by a click, and says so', async () => {
    const page = await browser.newPage();
    await page.setContent(await renderReport(study));
    const heads = page.locator('table.ranking').first().locator('thead th');
    const names = () => page.locator('table.ranking').first().locator('tbody tr > th').allInnerTexts();
    const ranked = await names();
    await heads.nth(1).getByRole('button').click();
    const sorted = await names();
    expect(sorted).not.toEqual(ranked);
    expect(sorted).toEqual([...ranked].sort());
    expect(await heads.nth(1).getAttribute('aria-sort')).toBe('ascending');
    await page.close();
  });

  test('shows a hint at a phone, where the table goes on', async () => {
    const html = await renderReport(study);
    for (const [width, isShown] of [
      [400, true],
      [1280, false],
    ] as const) {
      const page = await browser.newPage({ viewport: { width, height: 800 } });
      await page.setContent(html);
      expect(await page.locator('.hint').first().isVisible()).toBe(isShown);
      await page.close();
    }
  });
});
