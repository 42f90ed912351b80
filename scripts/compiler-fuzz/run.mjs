// @ts-check

// Draws many functions of tensors, runs them compiled and eagerly, and compares what they give. Exits with 1 if one differs,
// which is printed in as few operations as still differ, or if the memory in use grows with the number of programs.
//
//     npx -y pnpm@12 compiler-fuzz [--cases 10000] [--seed 0] [--backend cpu]

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

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
/** In MiB: what the engine may keep, and what its collector leaves for later. */
const MOST_GROWTH = 100;

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
/** @type {number[]} */
const memory = [];
for (let number = 0; number < cases; number += 1) {
  const failure = failureOf(randomFunction(seed + number));
  if (failure !== undefined) {
    failures.push(failure);
    console.error(failure);
  }
  if ((number + 1) % Math.ceil(cases / 10) === 0)
    memory.push(Math.round(process.memoryUsage.rss() / 2 ** 20));
}

console.log(`${cases} functions from seed ${seed} on ${values.backend}: ${failures.length} differ.`);
console.log(`MiB in use along the way: ${memory.join(', ')}`);
const growth = (memory.at(-1) ?? 0) - (memory[Math.floor(memory.length / 3)] ?? 0);
if (growth > MOST_GROWTH) console.error(`compiler-fuzz: expected memory to stay, got ${growth} MiB more.`);
if (failures.length > 0 || growth > MOST_GROWTH) process.exitCode = 1;
