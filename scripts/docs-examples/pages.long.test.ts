import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

import { allLosses } from '../../packages/losses/src/registry.ts';
import { ROOT } from './documentedExamples.ts';
import { anchorsIn, brokenLinks, markdownFiles } from './markdownLinks.ts';

const READMES = ['README.md', 'README.zh-CN.md'];
/** Run by .ci/run, from a fresh clone. */
const RUN_BY_CI = ['npx -y pnpm@12 start', 'npx -y pnpm@12 test'];
const MAX_BYTES = 8192;
const MAX_ROWS = 8;

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const blocksOf = (text: string) => [...text.matchAll(/^```[\s\S]*?^```$/gm)].map(([block]) => block);
const headingsOf = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, '').match(/^#+ /gm) ?? [];
const names = new Set(allLosses.map(({ declaration }) => declaration.name));

/** The commands of a README's blocks for a shell. */
const commandsOf = (text: string) =>
  blocksOf(text)
    .filter((block) => block.startsWith('```sh'))
    .flatMap((block) => block.split('\n').slice(1, -1));

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

/** Short forms of pages that are generated, or are of use to those who read English sources. */
const SHORTENED = [
  'explanation/backends',
  'explanation/performance',
  'explanation/verdicts',
  'reference/cli',
];
/** Chinese words and terms, of which there is no English page. */
const WORDS = 'docs/zh/words/';
const translated = markdownFiles().filter(
  (file) =>
    file.startsWith('docs/zh/') &&
    !file.startsWith(WORDS) &&
    !SHORTENED.includes(file.slice('docs/zh/'.length, -'.md'.length)),
);

test.each(translated)('%s has the headings and blocks of the English page', (file) => {
  const [chinese, english] = [textOf(file), textOf(file.replace('docs/zh/', 'docs/'))];
  expect(blocksOf(chinese)).toEqual(blocksOf(english));
  expect(headingsOf(chinese)).toEqual(headingsOf(english));
  expect(anchorsIn(chinese).slice(1)).toEqual(anchorsIn(english).slice(1));
});

test('the Chinese page on the command line has options that there are', () => {
  const optionsOf = (text: string) => new Set(text.match(/(?<=[`\s])--[a-z][a-z-]*/g));
  const known = optionsOf(textOf('docs/reference/cli.md'));
  const named = [...optionsOf(textOf('docs/zh/reference/cli.md'))];
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((option) => !known.has(option))).toEqual([]);
});

test('the commands of the README run, and print what it says', { timeout: 600_000 }, () => {
  const text = textOf('README.md');
  const commands = commandsOf(text).filter((command) => !RUN_BY_CI.includes(command));
  expect(commands.length).toBeGreaterThan(0);
  const folder = mkdtempSync(join(tmpdir(), 'losskit-readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [place, command] of commands.entries()) {
    const words = /^npx -y pnpm@12 losskit (.*)$/.exec(command)?.[1]?.split(' ') ?? [];
    expect(words, command).not.toEqual([]);
    const main = join(ROOT, 'packages/cli/dist/main.js');
    const out = ['--out', join(folder, String(place)), '--backend', 'cpu'];
    const { status, stdout } = spawnSync(process.execPath, [main, ...words, ...out], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    const block = blocksOf(text).find((one) => one.includes(stdout.split('\n')[0] ?? '?'));
    // Rows up to the dots, where columns are left out.
    for (const line of block?.split('\n').slice(1, -1) ?? ['nothing'])
      expect(stdout).toContain(line.replace(/ *…$/, '').trimEnd());
  }
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
