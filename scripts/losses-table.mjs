// Writes the names of all losses by family between the markers of docs/reference/losses.md; with --check it only compares.
//
//   node scripts/losses-table.mjs [--check]

import { readFileSync, writeFileSync } from 'node:fs';

import { allLosses } from '../packages/losses/dist/registry.js';
import { wordsOf } from '../packages/losses/dist/words.js';

const BEGIN = '<!-- losses:begin -->';
const END = '<!-- losses:end -->';

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
const count = `${declarations.length - penalties} losses, and ${penalties} penalties that are added to a loss with a plus.`;

const page = new URL('../docs/reference/losses.md', import.meta.url);
const text = readFileSync(page, 'utf8');
const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
if (begin < 0 || end < begin)
  throw new Error(
    `losses-table: expected ${BEGIN} and ${END} in docs/reference/losses.md, got a page without them.`,
  );
const updated = `${text.slice(0, begin)}${[BEGIN, count, ...sections, END].join('\n\n')}${text.slice(end + END.length)}`;
if (updated === text) console.log('losses-table: up to date');
else if (process.argv.includes('--check')) {
  console.error(
    'losses-table: expected the losses in docs/reference/losses.md to be up to date, got old ones.',
  );
  process.exitCode = 1;
} else {
  writeFileSync(page, updated);
  console.log('losses-table: wrote docs/reference/losses.md');
}
