// Writes the names of all losses by family between the markers of docs/reference/losses.md, and their number into the READMEs; with
// --check it only compares.
//
//   node scripts/losses-table.mjs [--check]

import { allLosses } from '../packages/losses/dist/registry.js';
import { wordsOf } from '../packages/losses/dist/words.js';
import { writeBetween, writeSection } from './writeSection.mjs';

const declarations = allLosses.map(({ declaration }) => declaration);
const families = [...new Set(declarations.map(({ family }) => family))].sort();

const sections = families.map((family) => {
  const items = declarations
    .filter((declaration) => declaration.family === family)
    .map(({ name }) => {
      const source = `../../packages/losses/src/${family}/${name}.ts`;
      return `- [\`${name}\`](${source}): ${wordsOf(name)?.summary ?? ''}`;
    });
  return `## ${family}\n\n${items.join('\n')}`;
});
const penalties = declarations.filter(({ family }) => family === 'penalty').length;
const count = declarations.length - penalties;
const counted = `${count} losses, and ${penalties} penalties that are added to a loss with a plus.`;

writeSection('losses-table', 'docs/reference/losses.md', 'losses', [counted, ...sections]);
for (const page of ['README.md', 'README.zh-CN.md'])
  writeBetween('losses-table', page, 'count', String(count));
