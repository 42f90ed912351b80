import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const ENTRY = '\0entry';
const STAND_IN = '\0stand-in ';

/**
 * What to import.
 *
 * @typedef {object} Entry
 * @property {string} source The text of a module whose exports are wanted.
 * @property {string} folder Of sources in TypeScript: where the module's packages are looked for.
 * @property {Readonly<Record<string, string>>} [standIns] Texts of modules, by the packages that they stand in for;
 *   `real:` before a path means the file itself.
 * @property {{ readonly path: string, readonly source: string } | undefined} [replaced] One of the sources with another text.
 */

/** What Node loads for a package, so that tfjs and the checks exist once. @param {string} id @param {string} importer */
function nodeUrl(id, importer) {
  return pathToFileURL(createRequire(importer).resolve(id)).href;
}

/**
 * Bundles sources in TypeScript and imports what comes of it.
 *
 * @param {Entry} entry
 * @returns {Promise<{ exports: any, files: readonly string[] }>} `files` are the paths of the sources that it is made of.
 */
export async function importBundle({ source, folder, standIns = {}, replaced }) {
  const bundle = await rolldown({
    input: ENTRY,
    logLevel: 'silent',
    // Packages say that their modules have no side effects, and to declare tests is one.
    treeshake: false,
    plugins: [
      {
        name: 'mutant',
        resolveId(id, importer) {
          if (id === ENTRY) return ENTRY;
          if (Object.hasOwn(standIns, id)) return `${STAND_IN}${id}`;
          if (id.startsWith('real:'))
            return { id: pathToFileURL(id.slice('real:'.length)).href, external: true };
          if (id.startsWith('.') || id.startsWith('/')) return null;
          if (id.startsWith('node:')) return { id, external: true };
          const isOfFile = importer?.startsWith('/');
          return { id: nodeUrl(id, isOfFile && importer ? importer : folder), external: true };
        },
        load(id) {
          if (id === ENTRY) return source;
          if (id.startsWith(STAND_IN)) return standIns[id.slice(STAND_IN.length)];
          return id === replaced?.path ? replaced.source : null;
        },
      },
    ],
  });
  const temporary = mkdtempSync(join(tmpdir(), 'losskit-bundle-'));
  try {
    const { output } = await bundle.generate({ format: 'esm' });
    const file = join(temporary, 'bundle.mjs');
    writeFileSync(file, output[0].code);
    const files = output[0].moduleIds.filter((id) => id.startsWith('/'));
    return { exports: await import(pathToFileURL(file).href), files };
  } finally {
    await bundle.close();
    rmSync(temporary, { recursive: true });
  }
}
