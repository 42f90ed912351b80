import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { importBundle } from './importBundle.mjs';
import { VITEST_THAT_COLLECTS } from './vitestThatCollects.mjs';

/** @typedef {import('../../packages/losses/dist/contract.js').AnyLoss} AnyLoss */
/** @typedef {{ readonly name: string, readonly run: () => unknown }} Check */
/** @typedef {import('../../packages/losses/fixtures/checkExtremeCase.ts').ExtremeCase} ExtremeCase */
/** @typedef {(loss: AnyLoss, given: ExtremeCase) => void} CheckExtremeCase */

const SOURCES = fileURLToPath(new URL('../../packages/losses/src/', import.meta.url));
const TESTING = fileURLToPath(new URL('../../packages/testing/dist/index.js', import.meta.url));
/** Stands in for @losskit/testing: the checks of a spec are kept. */
const TESTING_SOURCE = `
import { batchDependentChecks, referenceChecks, secondDerivativeChecks } from 'real:${TESTING}';
import { collected } from 'vitest';
export * from 'real:${TESTING}';
export const testLoss = (loss, spec) => collected.push(...referenceChecks(loss, spec), ...secondDerivativeChecks(loss, spec));
export const testBatchDependentLoss = (loss, spec) => collected.push(...batchDependentChecks(loss, spec));
`;

/** The path of a loss below the sources, without its ending: the folder is that of its family. @param {string} name */
function pathOf(name) {
  const folder = readdirSync(SOURCES).find((family) => existsSync(join(SOURCES, family, `${name}.test.ts`)));
  if (folder === undefined) throw new Error(`${name}: expected a loss with a test, got none.`);
  return `${SOURCES}${folder}/${name}`;
}

/** What a bundle is made of beside its source. @param {{ file: string, source: string } | undefined} replaced */
function partsOf(replaced) {
  return {
    folder: SOURCES,
    standIns: { vitest: VITEST_THAT_COLLECTS, '@losskit/testing': TESTING_SOURCE },
    replaced: replaced && { path: join(SOURCES, replaced.file), source: replaced.source },
  };
}

/** Those of the sources, as paths below packages/losses/src. @param {readonly string[]} files */
function ownOf(files) {
  return files.filter((path) => path.startsWith(SOURCES)).map((path) => path.slice(SOURCES.length));
}

/** The tests of operations and miners, which belong to no loss, as paths below packages/losses/src. */
export function testsOfParts() {
  return ['ops', 'mining'].flatMap((folder) =>
    readdirSync(join(SOURCES, folder))
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => `${folder}/${file}`),
  );
}

/**
 * The checks of a test of operations or miners, made of the sources with one of the files replaced.
 *
 * @param {string} test A path below packages/losses/src.
 * @param {{ file: string, source: string } | undefined} replaced A path below packages/losses/src, and its new text.
 * @returns {Promise<{ checks: readonly Check[], files: readonly string[] }>}
 */
export async function loadTests(test, replaced) {
  const source = `import '${SOURCES}${test}'; export { collected } from 'vitest';`;
  const { exports, files } = await importBundle({ source, ...partsOf(replaced) });
  return { checks: exports.collected, files: ownOf(files) };
}

/**
 * A loss with its own tests' checks, both made of the sources with one of the files replaced. `installMutationTools` comes
 * before.
 *
 * @param {string} name
 * @param {{ file: string, source: string } | undefined} replaced A path below packages/losses/src, and its new text.
 * @returns {Promise<{ loss: AnyLoss, checks: readonly Check[], checkExtremeCase: CheckExtremeCase, files: readonly string[] }>} `files` are the sources that it is
 *   made of, as paths below packages/losses/src.
 */
export async function loadLoss(name, replaced) {
  const path = pathOf(name);
  const { exports, files } = await importBundle({
    source: `
      export { ${name} as loss } from '${path}.ts';
      import '${path}.test.ts';
      export { checkExtremeCase } from '${SOURCES}../fixtures/checkExtremeCase.ts';
      export { collected } from 'vitest';`,
    ...partsOf(replaced),
  });
  const { loss, collected, checkExtremeCase } = exports;
  if (collected.length === 0) throw new Error(`${name}.test.ts: expected tests, got none.`);
  return { loss, checks: collected, checkExtremeCase, files: ownOf(files) };
}
