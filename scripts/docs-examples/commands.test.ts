import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { allLosses } from '../../packages/losses/src/registry.ts';
import { compareCommand, guidePage } from '../docs-site/guide.mjs';
import { ROOT } from './documentedExamples.ts';
import { checkLosskitWords, unknownOptions } from './losskitCommand.ts';
import { markdownFiles } from './markdownLinks.ts';
import { blocksIn, losskitWords, parseLine } from './shellCommands.ts';

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** A command and where it stands. */
interface Written {
  readonly place: string;
  readonly line: string;
}

/** The lines of a page's blocks for a shell, and those that a help gives as examples. */
function linesOf(file: string, page: string): Written[] {
  return blocksIn(page).flatMap(({ language, text, row }) =>
    text.split('\n').flatMap((line, index) => {
      const place = `${file}:${row + index}`;
      if (language === 'sh') return [{ place, line }];
      const [, example] = /^ {2}\$ (.*)$/.exec(language === 'text' ? line : '') ?? [];
      return example === undefined ? [] : [{ place, line: example }];
    }),
  );
}

/** Commands in the sentences of a page. */
function spansOf(file: string, page: string): Written[] {
  const prose = page.replace(/^```[\s\S]*?^```$/gm, (block) => block.replace(/[^\n]/g, ''));
  return [...prose.matchAll(/`([^`]+)`/g)]
    .map(({ 1: span = '', index }) => ({
      place: `${file}:${prose.slice(0, index).split('\n').length}`,
      line: span.replace(/\s+/g, ' '),
    }))
    .filter(({ line }) => /^(?:npx .*)?losskit /.test(line));
}

const pages = markdownFiles().map((file) => [file, textOf(file)] as const);
const generated = (['en', 'zh'] as const).map(guidePage);
const comparing = allLosses.flatMap(({ declaration: { name } }) => compareCommand(name) ?? []);
const lines = [
  ...[...pages, ...generated].flatMap(([file, page]) => linesOf(file, page)),
  ...comparing.map((line) => ({ place: 'docs/losses', line })),
];
const packageFolders = ['packages', 'examples', 'docs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .map((name) => join(folder, name))
    .filter((one) => existsSync(join(ROOT, one, 'package.json'))),
);
const spans = pages.flatMap(([file, page]) => spansOf(file, page));
/** Of a line with words that stand for others, such as `<folder>` and `…`. */
const PLACEHOLDERS = /[<>[\]|…]/g;
const hasPlaceholders = ({ line }: Written) => line.search(PLACEHOLDERS) >= 0;
const isElided = ({ line }: Written) => line.includes('…');

const wordsOf = (line: string) => parseLine(line)?.words ?? [];

/** What losskit would say against the lines that are commands of it. */
async function problemsOf(written: readonly Written[]): Promise<string[]> {
  const found = written.map(async ({ place, line }) => {
    const words = losskitWords(wordsOf(line));
    if (!words) return [];
    const problem = (error: unknown) => [
      `${place}: ${line}: ${error instanceof Error ? error.message : error}`,
    ];
    return checkLosskitWords(words).then(() => [], problem);
  });
  return (await Promise.all(found)).flat();
}

describe('commands of pages', () => {
  test('losskit takes each line of a block', async () => {
    const whole = lines.filter((one) => !isElided(one));
    expect(whole.filter(({ line }) => losskitWords(wordsOf(line))).length).toBeGreaterThan(100);
    expect(await problemsOf(whole)).toEqual([]);
  });

  test('losskit takes those in sentences, which may leave out what they are not about', async () => {
    const whole = spans.filter((one) => !hasPlaceholders(one));
    expect(whole.length).toBeGreaterThan(40);
    const problems = await problemsOf(whole);
    expect(problems.filter((one) => !/got none\.$|missing required argument/.test(one))).toEqual([]);
  });

  test('those with words that stand for others name options that there are', () => {
    const patterns = [...lines.filter(isElided), ...spans.filter(hasPlaceholders)];
    const found = patterns
      .filter(({ line }) => !/losskit (?:help )?</.test(line))
      .flatMap(({ place, line }) => {
        const words = losskitWords(wordsOf(line.replace(PLACEHOLDERS, ''))) ?? [];
        return unknownOptions(words).map((option) => `${place}: ${line}: ${option}`);
      });
    expect(patterns.length).toBeGreaterThan(10);
    expect(found).toEqual([]);
  });

  test('scripts of the workspace, and files that Node runs, are there', () => {
    const scriptsOf = (folder: string): object => JSON.parse(textOf(join(folder, 'package.json'))).scripts;
    const isThere = (words: readonly string[]): boolean => {
      const [program, ...others] = words;
      if (program === 'node') return existsSync(join(ROOT, others[0] ?? ''));
      if (!words.join(' ').startsWith('npx -y pnpm@12 ')) return true;
      const [first = '', name = '', script = ''] = words.slice(3);
      if (first !== '--filter') return first === 'install' || first in scriptsOf('.');
      const folder = packageFolders.find(
        (one) => JSON.parse(textOf(join(one, 'package.json'))).name === name,
      );
      return folder !== undefined && script in scriptsOf(folder);
    };
    const others = lines.filter(({ line }) => !losskitWords(wordsOf(line)));
    expect(others.length).toBeGreaterThan(20);
    expect(others.filter(({ line }) => !isThere(wordsOf(line)))).toEqual([]);
  });

  test.each([
    ['compare linear --sedes 3', /unknown option '--sedes'/],
    ['compare linaer', /expected one of linear, .*got 'linaer'/],
    ['compare linear --losses hubber', /got 'hubber' \(did you mean 'huber'\?\)/],
    ['compare linear --losses crossEntropy', /crossEntropy: expected a loss that fits linear/],
    ['compare --csv a.csv --target b --rank-by rmes', /--rank-by: expected a metric, got rmes/],
    ['compare linear --stress outlier=1', /outlier/],
    ['compare linear --tune huber.dleta=1', /dleta/],
    ['train linear', /--loss/],
    ['bench stpe', /bench: expected step/],
    ['show hubber', /hubber/],
    ['plot crossEntropy huber', /plot: expected losses that share an axis/],
    ['list --for bxoes', /bxoes/],
    ['worker --jbos 3', /--jbos/],
  ])('losskit %s is found to be false', async (line, problem) => {
    expect(await problemsOf([{ place: 'here', line: `losskit ${line}` }])).toEqual([
      expect.stringMatching(problem),
    ]);
  });

  test('a shell reads words, quotes, pipes and files as they are read here', () => {
    const line = `A=b echo '{"id": 1}' "c d"e | npx losskit eval#1 < in > out # said`;
    expect(parseLine(line)).toEqual({
      line: line.replace(' # said', ''),
      words: ['npx', 'losskit', 'eval#1'],
      environment: { A: 'b' },
      pipedFrom: ['echo', '{"id": 1}', 'c de'],
      readsFrom: 'in',
      writesTo: 'out',
    });
    expect(parseLine('  # only a comment')).toBeUndefined();
    for (const other of ['a; b', 'a && b', 'a $HOME', 'a "$HOME"', 'a `b`', "a 'b"])
      expect(() => parseLine(other)).toThrow(/expected words, quotes/);
  });
});
