// Writes what READMEs tell of all losses between their markers: tables of them in that of the package, their names by family in
// the others; with --check it only compares.
//
//   node scripts/losses-table.mjs [--check]

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { allLosses } from '../packages/losses/dist/registry.js';
import { wordsOf } from '../packages/losses/dist/words.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const BEGIN = '<!-- losses:begin -->';
const END = '<!-- losses:end -->';

const HEADER = ['Loss', 'Also known as', 'Inputs', 'Options and defaults', 'What it measures'];

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
  return [link, aliases.join(', '), inputs, described.join(', '), wordsOf(name)?.summary ?? ''];
}

const families = [...new Set(allLosses.map(({ declaration }) => declaration.family))]
  .sort()
  .map((family) => ({
    family,
    declarations: allLosses
      .map(({ declaration }) => declaration)
      .filter((declaration) => declaration.family === family),
  }));

/** @param {readonly (readonly string[])[]} rows The first is the header. */
function tableOf([header = [], ...rows]) {
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  // The padding is that of the formatter.
  return [header, widths.map((width) => '-'.repeat(width)), ...rows].map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
}

/** @param {string} folder */
function tablesByFamily(folder) {
  return families
    .flatMap(({ family, declarations }) => [
      `### ${family}`,
      '',
      ...tableOf([HEADER, ...declarations.map((declaration) => tableRow(declaration, folder))]),
      '',
    ])
    .slice(0, -1);
}

function namesByFamily() {
  return families.map(
    ({ family, declarations }) => `- ${family}: ${declarations.map(({ name }) => `\`${name}\``).join(', ')}`,
  );
}

/** @type {Readonly<Record<string, (folder: string) => string[]>>} */
const READMES = {
  'README.md': namesByFamily,
  'README.zh-CN.md': namesByFamily,
  'packages/losses/README.md': tablesByFamily,
};

const isCheck = process.argv.includes('--check');
const stale = Object.entries(READMES).flatMap(([file, linesOf]) => {
  const path = resolve(root, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) return [];
  const told = [BEGIN, '', ...linesOf(dirname(path)), '', END].join('\n');
  const updated = text.slice(0, begin) + told + text.slice(end + END.length);
  if (updated === text) return [];
  if (!isCheck) writeFileSync(path, updated);
  return [file];
});

if (isCheck && stale.length > 0) {
  console.error(
    `losses-table: expected the table of losses to be up to date, got an old one in ${stale.join(', ')}.`,
  );
  process.exitCode = 1;
} else {
  console.log(stale.length > 0 ? `losses-table: wrote ${stale.join(', ')}` : 'losses-table: up to date');
}
