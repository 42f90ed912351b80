import { expect, test } from 'vitest';

import { allLosses, findLoss } from '../../packages/losses/dist/registry.js';
import { lossPage } from './lossPage.mjs';

type Language = 'en' | 'zh';

function pageOf(name: string, language: Language): string {
  const loss = findLoss(name);
  if (loss === undefined) throw new Error(`expected a loss ${name}`);
  return lossPage(language, loss, '');
}

/** Sentences without a Chinese word, by line and cell: not code, formulas, addresses, and what the loss cites. */
function englishIn(page: string): string[] {
  return page
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/(?<=\{#source\}\n\n).*/, '')
    .split('\n')
    .filter((line) => !line.startsWith('    '))
    .flatMap((line) => line.split(' | '))
    .map((text) => text.replace(/`[^`]*`|\]\([^)]*\)|\{#.*?\}|"\/.*"/g, '`'))
    .filter((text) => /[a-z]{2,}(?:[^\w`]+[a-z]{2,}){2}/i.test(text) && !/\p{Script=Han}/u.test(text));
}

test('a Chinese page has no English sentence', () => {
  expect(allLosses.length).toBeGreaterThan(100);
  const english = allLosses.flatMap((loss) =>
    englishIn(lossPage('zh', loss, '')).map((text) => `${loss.declaration.name}: ${text}`),
  );
  expect(english).toEqual([]);

  const sentence = 'A row that was censored costs more than one with an event.';
  expect(englishIn(`${pageOf('huber', 'zh')}\n${sentence}\n`)).toEqual([sentence]);
  expect(englishIn(pageOf('huber', 'en'))).toContainEqual(
    expect.stringMatching(/^Its gradient is that of half the squared error/),
  );
});

test('details have the formulas of English, and links to other losses', () => {
  for (const language of ['en', 'zh'] as const) {
    const page = pageOf('huber', language);
    expect(page).toContain(
      '\n\n    r² / 2                   if r <= delta\n    delta (r - delta / 2)    otherwise\n\n',
    );
    expect(page).toMatch(/`huber` .* \[`smoothL1`\]\(\.\/smoothL1\.md\)/);
  }
});

test('a line of a comment that begins with a minus is no list', () => {
  expect(pageOf('arcFace', 'en')).toContain('cos θ_y - m sin m stands in its place');
});

test('a page leads to the studies in its language', () => {
  expect(pageOf('ciou', 'en')).toContain(
    '[Boxes: train what is judged](/studies/index.md#boxes-train-what-is-judged)',
  );
  expect(pageOf('ciou', 'zh')).toMatch(
    /\[\p{Script=Han}.*\]\(\/zh\/studies\/index\.md#boxes-train-what-is-judged\)/u,
  );
});
