import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { anchorsIn, markdownFiles } from '../docs-examples/markdownLinks.ts';
import { ROOT } from './root.mjs';

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const withoutBlocks = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, '');
const blocksOf = (text: string) => [...text.matchAll(/^```[\s\S]*?^```$/gm)].map(([block]) => block);
/** Of commands alone: what stands behind code for TypeScript is its result. */
const withoutRemarks = (block: string) =>
  block.startsWith('```sh') ? block.replace(/(?<=\S) +# .*$/gm, '') : block;
const headingsOf = (text: string) => withoutBlocks(text).match(/^#+ /gm) ?? [];

/** The code that each row of the tables begins with: `huber`, `--seeds <n>`. */
const codeOfRows = (text: string) =>
  [...withoutBlocks(text).matchAll(/^\| (`.*?) +\| /gm)].map(([, cell = '']) => cell.match(/`[^`]+`/g));

describe('pages', () => {
  /** Chinese pages that say in short what the English one says and lead to it, and why. */
  const SHORTENED: Readonly<Record<string, string>> = {
    benchmark: 'generated tables of times',
    'loss-speed': 'generated tables of times',
  };
  /** Chinese words and terms, of which there is no English page. */
  const WORDS = 'docs/zh/words/';
  const PARTS = /^docs\/(?:(?:tutorial|how-to|reference|explanation|studies|examples)\/[^/]+|[^/]+)\.md$/;
  // Without what is generated for the site alone, in both languages at once.
  const committed = markdownFiles();
  const english = committed
    .filter((file) => PARTS.test(file))
    .map((file) => file.slice('docs/'.length, -'.md'.length));
  const chinese = committed
    .filter((file) => file.startsWith('docs/zh/') && !file.startsWith(WORDS))
    .map((file) => file.slice('docs/zh/'.length, -'.md'.length));
  const whole = chinese.filter((page) => !(page in SHORTENED));

  test('every English page has a Chinese one, and the other way round', () => {
    expect(english).toContain('tutorial/1-first-comparison');
    expect([...chinese].sort()).toEqual([...english].sort());
  });

  test('a short Chinese page leads to the English one', () => {
    for (const page of Object.keys(SHORTENED)) {
      const up = '../'.repeat(page.split('/').length);
      expect(textOf(`docs/zh/${page}.md`)).toContain(`[英文页](${up}${page}.md)`);
    }
  });

  test.each(whole)('%s has the headings, blocks and rows of the English page', (page) => {
    const [inChinese, inEnglish] = [textOf(`docs/zh/${page}.md`), textOf(`docs/${page}.md`)];
    expect(blocksOf(inChinese).map(withoutRemarks)).toEqual(blocksOf(inEnglish).map(withoutRemarks));
    expect(headingsOf(inChinese)).toEqual(headingsOf(inEnglish));
    expect(anchorsIn(inChinese).slice(1)).toEqual(anchorsIn(inEnglish).slice(1));
    expect(codeOfRows(inChinese)).toEqual(codeOfRows(inEnglish));
  });

  test('the Chinese page on the command line says what each option means', () => {
    const optionsOf = (text: string) => [...new Set(text.match(/(?<=[`\s([])--[a-z][a-z-]*/g))].sort();
    const [prose = '', help = ''] = textOf('docs/zh/reference/cli.md').split('<!-- commands:begin -->');
    expect(optionsOf(help).length).toBeGreaterThan(30);
    expect(optionsOf(prose)).toEqual(optionsOf(help));
  });
});

describe('words', () => {
  const REPLACED: Readonly<Record<string, readonly string[]>> = JSON.parse(
    textOf('docs/zh/words/replaced.json'),
  );
  const HAN = /\p{Script=Han}/u;
  /** Sentences of others, what the rules themselves say, and what tests need. */
  const QUOTES =
    /^packages\/article\/src\/claims\/|^docs\/zh\/words\/(?:terms\.md|replaced\.json)$|\.test\.ts$|\/fixtures\//;

  /** Lines in Chinese of the product and of its documentation, without their code, by where they stand. */
  const lines = execFileSync('git', ['ls-files', '--', '*.ts', '*.mjs', '*.md', '*.json'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '' && !QUOTES.test(file) && existsSync(join(ROOT, file)))
    .flatMap((file) =>
      textOf(file)
        .split('\n')
        .map((line, index) => ({ place: `${file}:${index + 1}`, line }))
        .filter(({ line }) => HAN.test(line)),
    );

  /** Where a Chinese line has other words than the table of terms, with what it has and what it should have. */
  function otherTerms(of: readonly { readonly place: string; readonly line: string }[]): string[] {
    return of.flatMap(({ place, line }) => {
      // Of a translation in JSON the key is English.
      const prose = line.replace(/^\s*"(?:[^"\\]|\\.)*": /, '').replace(/`[^`]*`/g, '`');
      return Object.entries(REPLACED).flatMap(([term, forms]) =>
        forms.filter((form) => prose.includes(form)).map((form) => `${place}: ${form}, expected ${term}`),
      );
    });
  }

  test('are those of the table of terms', () => {
    expect(lines.length).toBeGreaterThan(2000);
    expect(otherTerms(lines)).toEqual([]);
    expect(otherTerms([{ place: 'here', line: '铰链损失与 `鲁棒`' }])).toEqual([
      'here: 铰链, expected 合页损失',
    ]);
  });

  test('stand in half-width brackets', () => {
    expect(lines.filter(({ line }) => /[（）]/.test(line)).map(({ place }) => place)).toEqual([]);
  });

  test('the terms that replace others are in the table', () => {
    const table = textOf('docs/zh/words/terms.md');
    expect(Object.keys(REPLACED).filter((term) => !table.includes(term))).toEqual([]);
  });
});
