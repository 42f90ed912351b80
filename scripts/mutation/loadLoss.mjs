import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/** @typedef {import('../../packages/losses/dist/contract.js').AnyLoss} AnyLoss */
/** @typedef {{ readonly name: string, readonly run: () => unknown }} Check */
/** @typedef {import('../../packages/losses/fixtures/checkExtremeCase.ts').ExtremeCase} ExtremeCase */
/** @typedef {(loss: AnyLoss, given: ExtremeCase) => void} CheckExtremeCase */

const SOURCES = fileURLToPath(new URL('../../packages/losses/src/', import.meta.url));
const TESTING = fileURLToPath(new URL('../../packages/testing/dist/index.js', import.meta.url));
const ENTRY = '\0entry';
const VITEST = '\0vitest';
const TESTING_THAT_COLLECTS = '\0testing';

/** Stands in for vitest: tests are kept, not run. */
const VITEST_SOURCE = `
export const { expect } = globalThis.losskitMutation;
export const collected = [];
export const test = (name, run) => collected.push({ name, run });
const each = (declare) => (rows) => (name, run) =>
  rows.forEach((row) => declare(name, () => run(...(Array.isArray(row) ? row : [row]))));
test.each = each(test);
export const it = test;
export const describe = (_name, declare) => declare();
describe.each = each((_name, declare) => declare());
`;

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

/** What Node loads for a package, so that tfjs and the checks exist once. @param {string} id @param {string} importer */
function nodeUrl(id, importer) {
  return pathToFileURL(createRequire(importer).resolve(id)).href;
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
  const bundle = await rolldown({
    input: ENTRY,
    logLevel: 'silent',
    // The package says that its modules have no side effects, and to declare tests is one.
    treeshake: false,
    plugins: [
      {
        name: 'mutant',
        resolveId(id, importer) {
          if (id === ENTRY) return ENTRY;
          if (id === 'vitest') return VITEST;
          if (id === '@losskit/testing') return TESTING_THAT_COLLECTS;
          if (id.startsWith('real:'))
            return { id: pathToFileURL(id.slice('real:'.length)).href, external: true };
          if (id.startsWith('.') || id.startsWith('/')) return null;
          if (id.startsWith('node:')) return { id, external: true };
          return { id: nodeUrl(id, importer ?? SOURCES), external: true };
        },
        load(id) {
          if (id === VITEST) return VITEST_SOURCE;
          if (id === TESTING_THAT_COLLECTS) return TESTING_SOURCE;
          if (replaced && id === join(SOURCES, replaced.file)) return replaced.source;
          if (id !== ENTRY) return null;
          return `
            export { ${name} as loss } from '${path}.ts';
            import '${path}.test.ts';
            export { checkExtremeCase } from '${SOURCES}../fixtures/checkExtremeCase.ts';
            export { collected } from 'vitest';`;
        },
      },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'losskit-mutant-'));
  try {
    const { output } = await bundle.generate({ format: 'esm' });
    const file = join(folder, `${name}.mjs`);
    writeFileSync(file, output[0].code);
    const { loss, collected, checkExtremeCase } = await import(pathToFileURL(file).href);
    if (collected.length === 0) throw new Error(`${name}.test.ts: expected tests, got none.`);
    const files = output[0].moduleIds
      .filter((id) => id.startsWith(SOURCES))
      .map((id) => id.slice(SOURCES.length));
    return { loss, checks: collected, checkExtremeCase, files };
  } finally {
    await bundle.close();
    rmSync(folder, { recursive: true });
  }
}
