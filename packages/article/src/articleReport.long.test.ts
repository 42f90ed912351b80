import { chromiumPath, openChromium, pageFindings, VIEWINGS } from '@losskit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { experimentsFixture } from '../fixtures/experimentsFixture.ts';
import { articleReport, figureFiles, type ReportFiles } from './articleReport.ts';
import { allClaims } from './claims/index.ts';
import { type CheckedClaim, measureClaims } from './measureClaims.ts';
import { english } from './messages/en/index.ts';
import { findingOf } from './messages/findingOf.ts';
import { chinese } from './messages/zh/index.ts';
import { labels } from './messages/zh/labels.ts';
import { NAMED_LOSSES } from './namedLosses/namedLosses.ts';

let checked: readonly CheckedClaim[] = [];
const reports = new Map<string, ReportFiles>();
let figures: ReportFiles = new Map();
beforeAll(async () => {
  checked = await measureClaims(experimentsFixture);
  figures = await figureFiles(experimentsFixture);
  for (const language of ['zh', 'en'] as const) {
    reports.set(language, await articleReport(experimentsFixture, checked, language));
  }
}, 600_000);

function textOf(language: string, name: string): string {
  const content = reports.get(language)?.get(name);
  if (typeof content !== 'string') throw new Error(`expected ${name} as text in ${language}`);
  return content;
}

describe.each(['zh', 'en'] as const)('the report in %s', (language) => {
  test('asks the network for nothing and runs no script', () => {
    const page = textOf(language, 'article.html');
    expect(page).not.toMatch(/<script|<link|<iframe|@import/);
    const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
    expect(addresses.filter((address) => !/^#|^data:image\/png;base64,/.test(address))).toEqual([]);
  });

  test('has unique ids, and each link a target', () => {
    const page = textOf(language, 'article.html');
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  test('has every claim with its verdict in both forms', () => {
    const page = textOf(language, 'article.html');
    const markdown = textOf(language, 'article.md');
    const { words } = language === 'zh' ? chinese : english;
    for (const { id } of allClaims) expect(page).toContain(`id="claim-${id}"`);
    for (const verdict of Object.values(words.verdicts)) expect(markdown).toContain(`**${verdict}**`);
    expect(markdown.match(/^\*\*\d+\.\*\* /gm)).toHaveLength(allClaims.length);
  });

  test('leaves no markup unread: no dollar signs, no asterisks, no TeX outside formulas', () => {
    const text = textOf(language, 'article.html')
      .replace(/<style>[\s\S]*?<\/style>|<pre>[\s\S]*?<\/pre>|<annotation[\s\S]*?<\/annotation>/g, '')
      .replace(/<[^>]*>/g, '');
    expect(text).not.toMatch(/\$|\*\*|\\[a-z]+/);
  });

  test('shows each figure once, and each stands as SVG and PNG beside the Markdown', () => {
    const shown = [...textOf(language, 'article.md').matchAll(/\(figures\/([\w-]+)\.png\)/g)].map(
      ([, name]) => name,
    );
    expect(new Set(shown).size).toBe(shown.length);
    for (const name of shown) {
      expect(figures.get(`figures/${name}.svg`)).toMatch(/^<svg [\s\S]*<\/svg>$/);
      const png = figures.get(`figures/${name}.png`);
      expect(png instanceof Uint8Array && Array.from(png.subarray(1, 4))).toEqual([0x50, 0x4e, 0x47]);
    }
    expect(shown).toEqual(expect.arrayContaining(NAMED_LOSSES.map(({ name }) => `named-${name}`)));
    expect(figures.size).toBe(2 * shown.length);
  });
});

test('in Chinese metrics go by their Chinese names', () => {
  expect(textOf('zh', 'article.md')).toContain('准确率的界值为 0.01。');
  expect(textOf('zh', 'article.md')).not.toMatch(/\d (?:rmse|accuracy)/);
});

test('no label of a figure is cut', () => {
  const drawn = [...figures].filter(([name]) => name.endsWith('.svg'));
  expect(drawn.length).toBeGreaterThan(0);
  for (const [name, svg] of drawn) expect(String(svg), name).not.toContain('…');
});

test('a figure with margins of its own, where its axis stands, is as large in its file as on the page', () => {
  const sizeIn = (text: unknown) =>
    /aria-label="rmse of each loss[^>]* viewBox="([^"]*)"/.exec(String(text))?.[1];
  const size = sizeIn(textOf('en', 'article.html'));
  expect(size).toMatch(/^0 0 \d+ \d+/);
  expect(sizeIn(figures.get('figures/case-linear.svg'))).toBe(size);
});

test('equal results give equal bytes', async () => {
  const again = await articleReport(experimentsFixture, checked, 'zh');
  expect(again.get('article.html')).toBe(textOf('zh', 'article.html'));
});

test('both languages have the same chapters, formulas and figures in the same order', () => {
  const skeleton = (language: string) =>
    [...textOf(language, 'article.md').matchAll(/^#+ |^\$\$.*|figures\/[\w-]+/gm)].map(([found]) => found);
  expect(skeleton('zh')).toEqual(skeleton('en'));
});

test('a verdict other than holds is explained in both languages', () => {
  for (const { claim, verdict } of checked) {
    if (verdict === 'holds') continue;
    for (const messages of [chinese, english]) {
      const finding = findingOf(messages, claim.id, verdict);
      expect([claim.id, verdict, finding]).toEqual([claim.id, verdict, expect.any(String)]);
    }
  }
});

test('the Chinese report has no English words where a number is named', () => {
  const names = new Set(checked.flatMap(({ quantities }) => Object.keys(quantities)));
  const english = [...names].filter((name) =>
    /(?<![A-Za-z])[a-z]{4,}/.test(name.replace(/argmin|softmax|exp|log/g, '')),
  );
  expect(english.filter((name) => !(name in labels) && !name.includes('('))).toEqual([]);
});

describe.skipIf(chromiumPath() === undefined)('in a browser', () => {
  let browser: Awaited<ReturnType<typeof openChromium>>;
  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());

  describe.each(['zh', 'en'] as const)('the article in %s', (language) => {
    test.each(VIEWINGS)('has no fault at $width pixels, $colorScheme', async (viewing) => {
      expect(await pageFindings(browser, textOf(language, 'article.html'), viewing)).toEqual([]);
    });
  });
});
