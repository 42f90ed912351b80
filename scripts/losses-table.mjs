// Writes, between markers, the names of all losses by family in docs/reference/losses.md and its Chinese page, the porting tables in
// Chinese, and the number of losses in the READMEs; with --check it only compares.
//
//   node scripts/losses-table.mjs [--check]

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { allLosses } from '../packages/losses/dist/registry.js';
import { wordsOf } from '../packages/losses/dist/words.js';
import { FOLDERS, labelIn, sentenceIn } from './docs-site/language.mjs';
import { portingSections } from './docs-site/portingPages.mjs';
import { writeBetween, writeSection } from './writeSection.mjs';

const declarations = allLosses.map(({ declaration }) => declaration);
const families = [...new Set(declarations.map(({ family }) => family))].sort();
const penalties = declarations.filter(({ family }) => family === 'penalty').length;
const losses = declarations.length - penalties;

const COUNT = {
  en: `${losses} losses, and ${penalties} penalties that are added to a loss with a plus.`,
  zh: `${losses} 种损失函数，以及 ${penalties} 种用加号加到损失函数上的正则项。`,
};

/** @param {import('./docs-site/language.mjs').Language} language */
function writeNames(language) {
  const page = `docs/${FOLDERS[language]}reference/losses.md`;
  const root = '../'.repeat(page.split('/').length - 1);
  const colon = language === 'zh' ? '：' : ': ';
  const sections = families.map((family) => {
    const items = declarations
      .filter((declaration) => declaration.family === family)
      .map(({ name }) => {
        const source = `${root}packages/losses/src/${family}/${name}.ts`;
        const summary = sentenceIn(language, [name, 'summary'], wordsOf(name)?.summary ?? '');
        return `- [\`${name}\`](${source})${colon}${summary}`;
      });
    const heading = language === 'en' ? family : `${labelIn(language, 'family', family)} {#${family}}`;
    return `## ${heading}\n\n${items.join('\n')}`;
  });
  writeSection('losses-table', page, 'losses', [COUNT[language], ...sections]);
}

/** Markdown with its tables in columns, as all pages have them. @param {string} page @param {string} text */
function formatted(page, text) {
  const biome = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url));
  const format = [biome, 'format', `--stdin-file-path=${page}`];
  return execFileSync(process.execPath, format, { input: text, encoding: 'utf8' }).trim();
}

function writePortingTables() {
  const page = 'docs/zh/how-to/porting.md';
  const sections = formatted(page, portingSections('zh').join('\n\n'));
  writeSection('losses-table', page, 'porting', [sections]);
}

writeNames('en');
writeNames('zh');
writePortingTables();
for (const page of ['README.md', 'README.zh-CN.md'])
  writeBetween('losses-table', page, 'count', String(losses));
