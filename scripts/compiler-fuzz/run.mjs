// @ts-check

// Draws many functions of tensors, runs them compiled and eagerly, and compares what they give. Exits with 1 if one differs,
// which is printed in as few operations as still differ, or if the memory in use grows with the number of programs: resident
// memory, and what the engine's collector leaves of the heap.
//
//     npx -y pnpm@12 compiler-fuzz [--cases 10000] [--seed 0] [--backend cpu]

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { prepareBackend } from '../../packages/backends/dist/index.js';
import { importBundle } from '../mutation/importBundle.mjs';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '0' },
    backend: { type: 'string', default: 'cpu' },
  },
});
const cases = Number(values.cases);
const seed = Number(values.seed);
/** In MiB: what the system's allocator keeps for later, and what the engine keeps of code that it has compiled. */
const MOST_GROWTH = { resident: 100, heap: 20 };

const fixtures = fileURLToPath(new URL('../../packages/compiler/fixtures/', import.meta.url));
const { exports } = await importBundle({
  source: `
    export { failureOf } from '${fixtures}failureOf.ts';
    export { randomFunction } from '${fixtures}randomFunction.ts';`,
  folder: fixtures,
});
/** @type {typeof import('../../packages/compiler/fixtures/failureOf.ts')} */
const { failureOf } = exports;
/** @type {typeof import('../../packages/compiler/fixtures/randomFunction.ts')} */
const { randomFunction } = exports;
await prepareBackend(values.backend === 'wasm' ? 'wasm' : 'cpu', 'tiny');

/** @type {string[]} */
const failures = [];
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** MiB in use once the collector has run. */
function memoryInUse() {
  collectGarbage();
  const { rss, heapUsed } = process.memoryUsage();
  return { resident: Math.round(rss / 2 ** 20), heap: Math.round(heapUsed / 2 ** 20) };
}

/** @type {ReturnType<typeof memoryInUse>[]} */
const memory = [];
for (let number = 0; number < cases; number += 1) {
  const failure = failureOf(randomFunction(seed + number));
  if (failure !== undefined) {
    failures.push(failure);
    console.error(failure);
  }
  if ((number + 1) % Math.ceil(cases / 10) === 0) memory.push(memoryInUse());
}

console.log(`${cases} functions from seed ${seed} on ${values.backend}: ${failures.length} differ.`);
let grows = false;
for (const kind of /** @type {const} */ (['resident', 'heap'])) {
  const sizes = memory.map((one) => one[kind]);
  console.log(`MiB in use along the way, ${kind}: ${sizes.join(', ')}`);
  const growth = (sizes.at(-1) ?? 0) - (sizes[Math.floor(sizes.length / 3)] ?? 0);
  if (growth <= MOST_GROWTH[kind]) continue;
  console.error(`compiler-fuzz: expected ${kind} memory to stay, got ${growth} MiB more.`);
  grows = true;
}
if (failures.length > 0 || grows) process.exitCode = 1;
