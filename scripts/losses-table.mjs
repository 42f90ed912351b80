// Writes the table of losses between the markers of every README that has them; with --check it only compares.
//
//   node scripts/losses-table.mjs [--check]

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { allLosses } from '../packages/losses/dist/registry.js';
import { wordsOf } from '../packages/losses/dist/words.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const READMES = ['README.md', 'README.zh-CN.md', 'packages/losses/README.md'].map((path) =>
  resolve(root, path),
);
const BEGIN = '<!-- losses:begin -->';
const END = '<!-- losses:end -->';

const HEADER = ['Loss', 'Also known as', 'Family', 'Inputs', 'Options and defaults', 'What it measures'];

/**
 * @param {import('../packages/losses/dist/contract.js').LossDeclaration} declaration
 * @param {string} folder Where the links start.
 */
function tableRow({ name, aliases, family, layout, options }, folder) {
  const link = `[\`${name}\`](${relative(folder, resolve(root, `packages/losses/src/${family}/${name}.ts`))})`;
  const inputs = layout.inputs.map((input) => `\`${input.name}\``).join(', ');
  const described = Object.entries(options).map(([option, declared]) =>
    'default' in declared ? `\`${option}\` ${declared.default}` : `\`${option}\``,
  );
  return [link, aliases.join(', '), family, inputs, described.join(', '), wordsOf(name)?.summary ?? ''];
}

/** @param {string} folder */
function lossesTable(folder) {
  const families = [...new Set(allLosses.map(({ declaration }) => declaration.family))].sort();
  const sorted = families.flatMap((family) =>
    allLosses.filter(({ declaration }) => declaration.family === family),
  );
  const rows = [HEADER, ...sorted.map(({ declaration }) => tableRow(declaration, folder))];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = [HEADER, widths.map((width) => '-'.repeat(width)), ...rows.slice(1)].map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  // The blank lines and the padding are those of the formatter.
  return `\n${lines.join('\n')}\n`;
}

const isCheck = process.argv.includes('--check');
const stale = READMES.filter((path) => {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) return false;
  const table = `${BEGIN}\n${lossesTable(dirname(path))}\n${END}`;
  const updated = text.slice(0, begin) + table + text.slice(end + END.length);
  if (updated === text) return false;
  if (!isCheck) writeFileSync(path, updated);
  return true;
}).map((path) => relative(root, path));

if (isCheck && stale.length > 0) {
  console.error(
    `losses-table: expected the table of losses to be up to date, got an old one in ${stale.join(', ')}.`,
  );
  process.exitCode = 1;
} else {
  console.log(stale.length > 0 ? `losses-table: wrote ${stale.join(', ')}` : 'losses-table: up to date');
}
