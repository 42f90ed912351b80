/** @typedef {import('./mutantsOf.mjs').Mutant} Mutant */

/**
 * Mutants that no test can notice, because they compute the same.
 *
 * @type {readonly { readonly files: readonly string[], readonly operator: string, readonly original: string, readonly replacement?: string, readonly reason: string }[]}
 */
const EQUIVALENT = [];

/** @param {string} file @param {Mutant} mutant */
export function isEquivalent(file, { operator, original, replacement }) {
  return EQUIVALENT.some(
    (known) =>
      known.files.includes(file) &&
      known.operator === operator &&
      known.original === original &&
      (known.replacement === undefined || known.replacement === replacement),
  );
}
