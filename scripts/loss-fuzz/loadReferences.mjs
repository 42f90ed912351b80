import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/** @typedef {import('../../packages/testing/dist/index.js').LossAndReference} LossAndReference */

const SOURCES = fileURLToPath(new URL('../../packages/losses/src/', import.meta.url));
const TESTING = new URL('../../packages/testing/dist/index.js', import.meta.url).href;
const ENTRY = '\0entry';

/** What the tests of losses import, so that they declare their references and run nothing. */
const STUBS = new Map([
  [
    'vitest',
    `const none = () => {};
     const declare = Object.assign(none, { each: () => none });
     export const [test, it, describe, beforeAll, afterAll, beforeEach, afterEach] = Array(7).fill(declare);
     export const expect = none;`,
  ],
  [
    '@losskit/testing',
    `export * from '${TESTING}';
     export const testChecks = () => {};
     export const references = [];
     export const testLoss = (loss, spec) => references.push({ loss, spec });
     export const testBatchDependentLoss = (loss, batchSpec) => references.push({ loss, batchSpec });`,
  ],
]);

/** What Node loads for a package, so that tfjs exists once. @param {string} id @param {string} importer */
function nodeUrl(id, importer) {
  return pathToFileURL(createRequire(importer).resolve(id)).href;
}

/**
 * Every loss with the float64 reference that its test declares, from the sources.
 *
 * @returns {Promise<readonly LossAndReference[]>}
 */
export async function loadReferences() {
  const tests = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(?!contract|expression|layouts|ops|autodiff).*\/.*\.test\.ts$/.test(file))
    .sort();
  const bundle = await rolldown({
    input: ENTRY,
    logLevel: 'silent',
    // The package says that its modules have no side effects, and to declare tests is one.
    treeshake: false,
    plugins: [
      {
        name: 'references',
        resolveId(id, importer) {
          if (id === ENTRY) return ENTRY;
          if (STUBS.has(id)) return `\0${id}`;
          if (id.startsWith('file:') || id.startsWith('node:')) return { id, external: true };
          if (id.startsWith('.') || id.startsWith('/')) return null;
          return { id: nodeUrl(id, importer ?? SOURCES), external: true };
        },
        load(id) {
          if (id !== ENTRY) return STUBS.get(id.slice(1)) ?? null;
          return [
            ...tests.map((file) => `import ${JSON.stringify(join(SOURCES, file))};`),
            `export { references } from '@losskit/testing';`,
          ].join('\n');
        },
      },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'losskit-references-'));
  try {
    const { output } = await bundle.generate({ format: 'esm' });
    const file = join(folder, 'references.mjs');
    writeFileSync(file, output[0].code);
    const { references } = await import(pathToFileURL(file).href);
    return references;
  } finally {
    await bundle.close();
    rmSync(folder, { recursive: true });
  }
}
