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

/**
 * Rewrites the declarations of a built package, whose other packages are built against them as they were.
 *
 * @param {string} folder
 * @returns {() => void} Writes them back.
 */
export function writePlainTypedArrays(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => join(folder, name));
  const given = files.map((file) => /** @type {const} */ ([file, readFileSync(file, 'utf8')]));
  const changed = given.filter(([, text]) => withPlainTypedArrays(text) !== text);
  for (const [file, text] of changed) writeFileSync(file, withPlainTypedArrays(text));
  return () => {
    for (const [file, text] of changed) writeFileSync(file, text);
  };
}
