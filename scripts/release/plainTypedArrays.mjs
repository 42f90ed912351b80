// @ts-check

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A declaration with typed arrays as TypeScript before 5.7 knows them, to which they have no parameter: there a
 * `Float32Array<ArrayBuffer>` is an error, or silently `any`.
 *
 * @param {string} declaration
 */
export const withPlainTypedArrays = (declaration) =>
  declaration.replace(/\b((?:Float|Int|Uint)\d+(?:Clamped)?Array)<ArrayBuffer(?:Like)?>/g, '$1');

/** Rewrites the declarations of a built package. @param {string} folder */
export function writePlainTypedArrays(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue;
    const file = join(folder, name);
    const given = readFileSync(file, 'utf8');
    const plain = withPlainTypedArrays(given);
    if (plain !== given) writeFileSync(file, plain);
  }
}
