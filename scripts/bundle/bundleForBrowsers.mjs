// @ts-check

import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

/** Where packages are looked for: a package that depends on all others. */
const RESOLVED_FROM = fileURLToPath(new URL('../../packages/cli/', import.meta.url));
const ENTRY = fileURLToPath(new URL('../../packages/cli/browser-entry.js', import.meta.url));

/** What Node has in every module and browsers have not. */
const NODE_GLOBALS = ['process', 'Buffer', 'global', 'setImmediate', 'require', '__dirname', '__filename'];
const MARK = 'MISSING_IN_BROWSERS_';

/**
 * What a bundler makes of a module for browsers, from the built packages, with all that it imports.
 *
 * @param {string} code - Of the module.
 * @param {{ minify?: boolean, external?: (id: string) => boolean, define?: Record<string, string> }} [options]
 */
async function bundleFor(code, { minify = false, external = () => false, define = {} } = {}) {
  /** @type {Set<string>} */
  const builtIns = new Set();
  const bundle = await rolldown({
    input: ENTRY,
    cwd: RESOLVED_FROM,
    platform: 'browser',
    logLevel: 'silent',
    transform: { define },
    plugins: [
      {
        name: 'entry',
        resolveId(id, importer) {
          if (id === ENTRY) return id;
          if (external(id)) return { id, external: true };
          if (!id.startsWith('node:') && !builtinModules.includes(id)) return null;
          builtIns.add(`${id}, imported by ${importer}`);
          return { id, external: true };
        },
        load: (id) => (id === ENTRY ? code : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', minify });
  await bundle.close();
  return { code: output.map((chunk) => ('code' in chunk ? chunk.code : '')).join(''), builtIns };
}

/**
 * What packages need that browsers don't have: modules and globals of Node. What they ask `typeof` of is no need.
 *
 * @param {readonly string[]} specifiers - Such as `@losskit/trainer`.
 * @returns {Promise<string[]>}
 */
export async function missingInBrowsers(specifiers) {
  // Only what no scope declares is replaced.
  const define = Object.fromEntries(NODE_GLOBALS.map((name) => [name, MARK + name]));
  const entry = specifiers
    .map((one, place) => `export * as entry${place} from ${JSON.stringify(one)};`)
    .join('\n');
  const { code, builtIns } = await bundleFor(entry, {
    // Runs in browsers as it is.
    external: (id) => id.startsWith('@tensorflow/'),
    define,
  });
  const globals = code.matchAll(new RegExp(`(?<!typeof )\\b${MARK}(\\w+)`, 'g'));
  return [...builtIns, ...new Set(Array.from(globals, ([, name]) => `the global ${name}`))];
}

/** Bytes of a module for browsers, minified with all that it imports, as they are and compressed. @param {string} code */
export async function sizesForBrowsers(code) {
  const { code: minified } = await bundleFor(code, { minify: true });
  return { bytes: Buffer.byteLength(minified), gzipped: gzipSync(minified).length };
}

/** What pages are made of, by a name, with the module that exports it. */
export const PARTS = {
  'huber and tfjs-core': "export { huber } from '@losskit/losses';",
  'losses, trainer and tfjs-core': `
    import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
    export * from '@losskit/losses';
    export * from '@losskit/trainer';`,
};
