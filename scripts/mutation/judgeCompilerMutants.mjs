import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { compilerMutantsOf } from './compilerMutantsOf.mjs';
import { durationsOf, fastestFailure } from './firstFailure.mjs';
import { importBundle } from './importBundle.mjs';
import { VITEST_THAT_COLLECTS } from './vitestThatCollects.mjs';

/** @typedef {import('./judgeMutants.mjs').Original} Original */

/** The code of a judge of the compiler. */
export const COMPILER_JUDGE = new URL('./judgeCompilerWorker.mjs', import.meta.url);

const SOURCES = fileURLToPath(new URL('../../packages/compiler/src/', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../../packages/compiler/fixtures/', import.meta.url));

/** Functions that are drawn at random are asked after the tests. */
const RANDOM = 'random functions';
const RANDOM_FUNCTIONS = 300;

/** What can notice a fault: the tests of each room whose faults are put in, and functions that are drawn at random. */
export const COMPILER_JUDGES = ['wasm', 'graph', 'schedule', 'emit', 'program', 'lower', RANDOM];

/** Rooms that have their own kinds of faults, or none. */
const UNBROKEN = ['fixtures/', 'kernels/', 'math/', 'threads/', 'trace/'];

/** Whether faults are put into a file. @param {string} file */
export function isBroken(file) {
  return !file.endsWith('.test.ts') && !UNBROKEN.some((room) => file.startsWith(room));
}

const DRAWN = `
  import { expect, test } from 'vitest';
  import { failureOf } from '${FIXTURES}failureOf.ts';
  import { randomFunction } from '${FIXTURES}randomFunction.ts';
  for (let seed = 0; seed < ${RANDOM_FUNCTIONS}; seed++)
    test('function ' + seed, () => expect(failureOf(randomFunction(seed), { shrinks: false })).toBeUndefined());
`;

/** What asks for other bits, or for time and memory, would notice changes that are no faults. */
const NOT_ASKED = ['manyPrograms.test.ts', 'standardDigests.test.ts'];

/** Imports of a room's tests. @param {string} room */
function testsOf(room) {
  const names = readdirSync(join(SOURCES, room)).filter(
    (name) => name.endsWith('.test.ts') && !NOT_ASKED.includes(name),
  );
  return names.map((name) => `import '${SOURCES}${room}/${name}';`).join('\n');
}

/** @param {string} name @param {{ file: string, source: string } | undefined} replaced */
async function load(name, replaced) {
  const { exports, files } = await importBundle({
    source: `${name === RANDOM ? DRAWN : testsOf(name)}\nexport { collected } from 'vitest';`,
    folder: SOURCES,
    standIns: { vitest: VITEST_THAT_COLLECTS },
    replaced: replaced && { path: join(SOURCES, replaced.file), source: replaced.source },
  });
  const own = files.filter((path) => path.startsWith(SOURCES)).map((path) => path.slice(SOURCES.length));
  return { checks: exports.collected, files: own };
}

/**
 * @param {string} name
 * @returns {Promise<Original>}
 * @throws Error if the compiler as it is fails a check.
 */
export async function originalOf(name) {
  const { checks, files } = await load(name, undefined);
  const durations = await durationsOf(checks).catch((error) => {
    throw new Error(`${name}: ${error.message}`);
  });
  return { name, files, durations };
}

/** The mutants of one file. @param {string} file A path below packages/compiler/src. */
export function compilerMutantsOfFile(file) {
  return compilerMutantsOf(readFileSync(join(SOURCES, file), 'utf8'));
}

/**
 * The check that notices that a file is replaced, the fastest checks first; undefined where none does.
 *
 * @param {Original} original
 * @param {{ file: string, source: string }} replaced
 * @returns {Promise<string | undefined>}
 */
export async function noticedBy({ name, durations }, replaced) {
  try {
    const { checks } = await load(name, replaced);
    return await fastestFailure(checks, durations);
  } catch (error) {
    return `${name} does not load: ${error}`;
  }
}
