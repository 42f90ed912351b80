import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { axeFindings, chromiumPath, openChromium } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { huber } from '../../packages/losses/src/index.ts';
import { allLosses } from '../../packages/losses/src/registry.ts';
import { DOCS } from './root.mjs';
import { SAMPLE_PAGES } from './samplePages.mjs';
import { serveSite } from './serveSite.mjs';

const BUILT = join(DOCS, '.vitepress/dist');
const BUILD_PATIENCE = 1_200_000;
const PATIENCE = 120_000;

const ENGLISH_PAGES = ['reference/api/trainer', 'project/reliability'];

const run = (...command: readonly string[]) =>
  execFileSync(process.execPath, command, { cwd: DOCS, stdio: 'pipe', maxBuffer: 1 << 26 });

/** The built pages, from the site's root. */
const builtPages = () =>
  readdirSync(BUILT, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.html'));

/** Whether a link of a page is the way to the same page in the other language. */
function isOtherLanguage(page: string, href: string): boolean {
  const path = page.replace(/(^|\/)index\.html$/, '$1');
  return href === `/zh/${path}` || `/zh${href}` === `/${path}`;
}

beforeAll(() => {
  const packages = join(DOCS, 'node_modules');
  run(join(packages, 'typedoc/bin/typedoc'), '--logLevel', 'Warn');
  run('../scripts/docs-site/generate.mjs');
  run(join(packages, 'vitepress/bin/vitepress.js'), 'build');
}, BUILD_PATIENCE);

test('links lead to pages, and their anchors to headings', () => {
  const idsOf = new Map<string, Set<string>>();
  const html = new Map(builtPages().map((page) => [page, readFileSync(join(BUILT, page), 'utf8')]));
  for (const [page, text] of html)
    idsOf.set(page, new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)));
  const dead: string[] = [];
  for (const [page, text] of html) {
    for (const [, href = ''] of text.matchAll(/<a [^>]*?href="([^"]+)"/g)) {
      // The menu of languages leads to pages that one language may lack: the missing page says so.
      if (/^[a-z]+:/.test(href) || isOtherLanguage(page, href)) continue;
      const [path = '', anchor] = decodeURI(href).split('#');
      const joined = path.startsWith('/') ? path.slice(1) : posix.join(dirname(page), path);
      const target =
        path === '' ? page : joined === '' || joined.endsWith('/') ? `${joined}index.html` : joined;
      const ids = idsOf.get(target);
      // The prose of a checkout may lack its first page; whoever asks for a language's first page then gets what is missing said.
      if (
        !ids
          ? !existsSync(join(BUILT, target)) && !/^(?:zh\/)?index\.html$/.test(target)
          : anchor && !ids.has(anchor)
      )
        dead.push(`${page}: ${href}`);
    }
  }
  expect(html.size).toBeGreaterThan(200);
  expect([...new Set(dead)].filter((link) => !link.startsWith('404.html'))).toEqual([]);
});

test('every loss has a page with a figure, in both languages', () => {
  const pages = allLosses.flatMap(({ declaration: { name } }) => [`losses/${name}`, `zh/losses/${name}`]);
  const without = pages.filter(
    (page) =>
      !readFileSync(join(BUILT, `${page}.html`), 'utf8').includes('<figure class="loss-figure"><div><svg'),
  );
  expect(without).toEqual([]);
});

describe.skipIf(chromiumPath() === undefined)('in a browser', () => {
  let browser: Awaited<ReturnType<typeof openChromium>>;
  let site: Awaited<ReturnType<typeof serveSite>>;
  beforeAll(async () => {
    site = await serveSite();
    browser = await openChromium();
  }, PATIENCE);
  afterAll(async () => {
    await browser.close();
    await site.close();
  }, PATIENCE);

  type Page = Awaited<ReturnType<typeof browser.newPage>>;

  async function openPage(page: Page, path: string): Promise<void> {
    await page.goto(`${site.url}/${path}`, { waitUntil: 'networkidle' });
    // The switch of colours gets its name from the script of the page, as the rest of it does.
    await page.waitForSelector('.VPSwitchAppearance:not([title=""])', { state: 'attached' });
  }

  describe.each([1280, 400])('at %i pixels', (width) => {
    test.each([...SAMPLE_PAGES, ...ENGLISH_PAGES])(
      '%s has no fault, and asks nothing of other machines',
      async (path) => {
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        const foreign: string[] = [];
        page.on('request', (request) => {
          const { protocol, origin } = new URL(request.url());
          if (protocol.startsWith('http') && origin !== site.url) foreign.push(request.url());
        });
        await openPage(page, path);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        expect(await axeFindings(page)).toEqual([]);
        expect(foreign).toEqual([]);
        await page.close();
      },
      PATIENCE,
    );
  });

  test.each([
    ['losses/huber', 1280],
    ['zh/losses/huber', 400],
    ['losses/huber', 400],
    ['zh/losses/huber', 1280],
  ] as const)(
    'the figure of %s follows its slider at %i pixels, by what the loss gives in Node',
    async (path, width) => {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      const scripts: string[] = [];
      page.on('request', (request) => {
        if (/(?:lossCurve|cpuBackend)\.[^/]*\.js$/.test(request.url())) scripts.push(request.url());
      });
      await openPage(page, path);
      const panel = page.locator('section.loss-options');
      const slider = panel.locator('.options input[type=range]');
      const curve = page.locator('.loss-options path.series').first();
      await slider.waitFor();
      expect(scripts).toEqual([]);
      expect(await page.locator('.loss-figure').isVisible()).toBe(true);
      await slider.focus();
      await curve.waitFor();
      expect(await page.locator('.loss-figure').isVisible()).toBe(false);
      const drawn = await curve.getAttribute('d');
      expect(await panel.locator('code').textContent()).toBe('huber(yTrue, yPred)');

      for (let times = 0; times < 5; times++) await page.keyboard.press('ArrowLeft');
      await page.locator('.loss-options path.reference').first().waitFor();
      const code = await panel.locator('code').textContent();
      const delta = Number(/^huber\(yTrue, yPred, \{ delta: ([\d.]+) \}\)$/.exec(code ?? '')?.[1]);
      expect(delta).toBeLessThan(1);
      expect(await curve.getAttribute('d')).not.toBe(drawn);

      const place = panel.locator('label > input[type=range]').first();
      await place.focus();
      await page.keyboard.press('End');
      const output = panel.locator('output').first();
      const expected = tf.tidy(
        () => huber(tf.scalar(0), tf.scalar(3), { delta }).dataSync()[0] ?? Number.NaN,
      );
      await page.waitForFunction(
        `Math.abs(Number(document.querySelector('.loss-options output').title.split(' ')[0]) - ${expected}) < 1e-5`,
      );
      expect(Number((await output.getAttribute('title'))?.split(' ')[1])).toBeCloseTo(delta, 5);

      await panel.getByRole('button').last().click();
      await page.waitForFunction("document.querySelectorAll('.loss-options path.reference').length === 0");
      expect(await curve.getAttribute('d')).toBe(drawn);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await axeFindings(page)).toEqual([]);
      await page.close();
    },
    PATIENCE,
  );

  test.each([
    ['losses/huber', 1280],
    ['zh/losses/ntXent', 1280],
    ['losses/hausdorffDistance', 400],
    ['zh/losses/msSsim', 400],
  ] as const)(
    'a pointer that grabs a slider of %s at %i pixels keeps it when the figure becomes live',
    async (path, width) => {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      await openPage(page, path);
      const slider = page.locator('.loss-options .options input[type=range]').first();
      const placeOf = async () =>
        ((await slider.boundingBox())?.y ?? Number.NaN) + Number(await page.evaluate('scrollY'));
      await slider.scrollIntoViewIfNeeded();
      const before = await placeOf();
      const value = await slider.inputValue();
      const box = await slider.boundingBox();
      if (!box) throw new Error(`${path}: expected a slider that is seen.`);
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.locator('.loss-options path.series').first().waitFor();
      expect(await placeOf()).toBe(before);
      await page.mouse.move(x + box.width / 4, y, { steps: 4 });
      await page.locator('.loss-options path.reference').first().waitFor();
      await page.mouse.up();
      expect(await placeOf()).toBe(before);
      expect(Number(await slider.inputValue())).toBeGreaterThan(Number(value));
      await page.close();
    },
    PATIENCE,
  );

  test.each([
    ['losses/', 'huber', 'huber'],
    ['losses/', 'cross entropy', 'crossEntropy'],
    ['zh/losses/', '交叉熵', 'crossEntropy 交叉熵'],
  ])(
    'from %s, a search for %s finds it first',
    async (path, words, found) => {
      const page = await browser.newPage();
      await openPage(page, path);
      await page.keyboard.press('Control+k');
      await page.locator('#localsearch-input').fill(words);
      const first = page.locator('.VPLocalSearchBox .result').first().locator('.title.main');
      await expect.poll(() => first.textContent(), { timeout: PATIENCE / 2 }).toBe(found);
      await page.close();
    },
    PATIENCE,
  );
});
