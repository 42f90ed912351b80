// @ts-check

// Prints the digests of what compiled functions give after a hundred steps, and exits with 1 if they are not those that are
// committed: to be run on every engine. With `--write` these are replaced, which says that the compiler gives other bits now.
//
//     npx -y pnpm@12 compiler-digests [--write]
//     npx -y -p node@24 node scripts/compiler-fuzz/digests.mjs

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';

import { prepareBackend } from '../../packages/backends/dist/index.js';
import { importBundle } from '../mutation/importBundle.mjs';

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const fixtures = fileURLToPath(new URL('../../packages/compiler/fixtures/', import.meta.url));
const committed = `${fixtures}standardDigests.json`;

const { exports } = await importBundle({
  source: `export { standardDigests } from '${fixtures}standardDigests.ts';`,
  folder: fixtures,
});
/** @type {typeof import('../../packages/compiler/fixtures/standardDigests.ts')} */
const { standardDigests } = exports;
await prepareBackend('cpu', 'tiny');
const digests = standardDigests();
if (values.write) writeFileSync(committed, `${JSON.stringify(digests, null, 2)}\n`);
for (const [name, digest] of Object.entries(digests)) console.log(`${digest} ${name}`);
if (!isDeepStrictEqual(digests, JSON.parse(readFileSync(committed, 'utf8')))) {
  console.error(`compiler-digests: expected those of ${committed}, got others on Node ${process.version}.`);
  process.exitCode = 1;
}
