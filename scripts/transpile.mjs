// @ts-check

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { transformSync } from 'rolldown/utils';

const SOURCE = /(?<!\.test|\.d)\.ts$/;

/** @param {string} file */
function changedAt(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

/**
 * Writes to `dist` what node runs of a package, without a look at its types: a twentieth of the work of `tsc -b`, which the
 * first comparison in a fresh clone needn't wait for. What is newer than its source stays.
 *
 * @param {string} folder - Of the package.
 * @returns {number} How many files were written.
 */
export function transpile(folder) {
  const source = join(folder, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    SOURCE.test(file),
  );
  const stale = files
    .map((file) => ({ from: join(source, file), to: join(folder, 'dist', file.replace(SOURCE, '.js')) }))
    .filter(({ from, to }) => changedAt(to) <= changedAt(from));
  for (const { from, to } of stale) {
    const { code, errors, helpersUsed } = transformSync(from, readFileSync(from, 'utf8'), {
      typescript: { rewriteImportExtensions: 'rewrite', onlyRemoveTypeImports: true },
    });
    const [error] = errors;
    if (error) throw error;
    const [helper] = Object.values(helpersUsed);
    if (helper)
      throw new Error(
        `transpile: expected syntax that node runs as it is in ${from}, got some that needs ${helper}.`,
      );
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, code);
  }
  return stale.length;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const packages = fileURLToPath(new URL('../packages', import.meta.url));
  for (const name of readdirSync(packages)) transpile(join(packages, name));
}
