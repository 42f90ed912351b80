import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { allLosses } from '../../packages/losses/src/registry.ts';
import { ROOT } from './documentedExamples.ts';
import { brokenLinks, markdownFiles } from './markdownLinks.ts';

const READMES = ['README.md', 'README.zh-CN.md'];
const MAX_BYTES = 8192;
const MAX_ROWS = 8;

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const blocksOf = (text: string) => [...text.matchAll(/^```[\s\S]*?^```$/gm)].map(([block]) => block);
const headingsOf = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, '').match(/^#+ /gm) ?? [];
const names = new Set(allLosses.map(({ declaration }) => declaration.name));

describe.each(READMES)('%s', (file) => {
  const text = textOf(file);

  test('is short, and comes to the point', () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_BYTES);
    const firstBlock = text.split('\n').findIndex((line) => line.startsWith('```'));
    expect(firstBlock + 1).toBeLessThanOrEqual(25);
    const tables = text.match(/(?:^\|.*\n)+/gm) ?? [];
    for (const table of tables) expect(table.split('\n').length - 3).toBeLessThanOrEqual(MAX_ROWS);
  });

  test('recommends losses that there are', () => {
    const rows = text.split('\n').filter((line) => /^\| [^|]+ \| `/.test(line));
    const options = ['classWeights', 'posWeight'];
    const named = rows.flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !names.has(name) && !options.includes(name))).toEqual([]);
  });
});

test('both languages have the same headings, blocks and facts', () => {
  const [english = '', chinese = ''] = READMES.map(textOf);
  expect(headingsOf(chinese)).toEqual(headingsOf(english));
  expect(blocksOf(chinese)).toEqual(blocksOf(english));
});

test('links and anchors between files of the repository exist', () => {
  const files = markdownFiles();
  expect(files).toContain('docs/tutorial/1-first-comparison.md');
  expect(files.flatMap((file) => brokenLinks(file))).toEqual([]);
});

test('a broken link is found, with its file', () => {
  expect(existsSync(dirname(join(ROOT, 'README.md')))).toBe(true);
  expect(brokenLinks('README.md', '[a](docs/nowhere.md) [b](docs/explanation/verdicts.md#nothing)')).toEqual([
    'README.md: docs/nowhere.md',
    'README.md: docs/explanation/verdicts.md#nothing',
  ]);
});
