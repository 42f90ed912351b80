// Takes pictures of pages of the built site, at the widths of a desk and a phone, in both languages, and of reports.
//
//     pnpm --filter @losskit/docs build && node docs/screenshots.mjs [--dark] [--out folder] [page or report.html...]

import { mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { openChromium } from '../packages/testing/dist/openChromium.js';
import { SAMPLE_PAGES } from '../scripts/docs-site/samplePages.mjs';
import { serveSite } from '../scripts/docs-site/serveSite.mjs';

const WIDTHS = [1280, 400];

const { values, positionals } = parseArgs({
  options: {
    out: { type: 'string', default: 'runs/docs-screenshots' },
    dark: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const asked = positionals.length > 0 ? positionals : ['', 'zh/', ...SAMPLE_PAGES];

mkdirSync(values.out, { recursive: true });
const site = await serveSite();
const browser = await openChromium();
try {
  for (const width of WIDTHS) {
    const colorScheme = values.dark ? 'dark' : 'light';
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    for (const path of asked) {
      const isReport = path.endsWith('.html');
      await page.goto(isReport ? pathToFileURL(resolve(path)).href : `${site.url}/${path}`);
      // The playground is to have trained.
      if (path.endsWith('playground')) await page.getByText('300').first().waitFor();
      // The figure of a loss is to follow its controls.
      if (/losses\/\w/.test(path)) {
        await page.locator('.loss-options input').first().focus();
        await page.locator('.loss-options path.series').first().waitFor();
      }
      const title = isReport ? `report-${basename(dirname(resolve(path)))}` : path.replace(/\W+/g, '-');
      const name = `${title || 'index'}-${width}.png`;
      await page.screenshot({ path: join(values.out, name), fullPage: true });
      console.log(join(values.out, name));
    }
    await page.close();
  }
} finally {
  await browser.close();
  await site.close();
}
