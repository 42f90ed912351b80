// @ts-check

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { writePlainTypedArrays } from './plainTypedArrays.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Packs every package that is published, as it is published.
 *
 * @param {string} folder - Where the archives go; empty.
 * @returns {string[]} The archives.
 */
export function packPackages(folder) {
  const restores = readdirSync(join(ROOT, 'packages')).map((name) =>
    writePlainTypedArrays(join(ROOT, 'packages', name, 'dist')),
  );
  try {
    const filters = ['--filter', './packages/*', '--filter', '!./packages/testing'];
    const words = ['-y', 'pnpm@12', '--recursive', ...filters, 'pack', '--pack-destination', folder];
    execFileSync('npx', words, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  } finally {
    for (const restore of restores) restore();
  }
  return readdirSync(folder).map((file) => join(folder, file));
}
