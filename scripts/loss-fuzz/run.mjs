// @ts-check

// Calls losses at random and compares each value and gradient with the float64 reference of the loss's test. Exits
// with 1 after a disagreement, whose simplest form it prints as a line for `losskit eval`.
//
//     npx -y pnpm@12 loss-fuzz [--backend cpu|wasm|native|webgpu] [--seconds 60 | --cases 10000] [--seed 1] [--losses huber,dice]

import { parseArgs } from 'node:util';

import { parseBackendName, prepareBackend } from '../../packages/backends/dist/index.js';
import { fuzzReferences } from './fuzzReferences.mjs';
import { loadReferences } from './loadReferences.mjs';

const { values } = parseArgs({
  options: {
    backend: { type: 'string', default: 'cpu' },
    seconds: { type: 'string' },
    cases: { type: 'string' },
    seed: { type: 'string', default: '1' },
    losses: { type: 'string' },
  },
});
const seconds = Number(values.seconds ?? (values.cases === undefined ? 60 : Number.POSITIVE_INFINITY));
const cases = Number(values.cases ?? Number.POSITIVE_INFINITY);

const { name: backend } = await prepareBackend(parseBackendName(values.backend), 'tiny');
const all = await loadReferences();
const names = values.losses?.split(',');
const references = all.filter(({ loss }) => names?.includes(loss.declaration.name) ?? true);
if (references.length === 0)
  throw new RangeError(`--losses: expected names of losses, got ${values.losses}.`);

const end = performance.now() + seconds * 1000;
const { counts, mismatches } = await fuzzReferences(
  references,
  Number(values.seed),
  (made) => made < cases && performance.now() < end,
);

for (const [name, { calls, numbers }] of counts) console.log(`${name} ${calls} calls, ${numbers} numbers`);
const total = [...counts.values()].reduce(
  (sum, { calls, numbers }) => ({ calls: sum.calls + calls, numbers: sum.numbers + numbers }),
  { calls: 0, numbers: 0 },
);
console.log(`${backend}, seed ${values.seed}: ${total.calls} calls, ${total.numbers} numbers compared`);
for (const { name, disagreement, line } of mismatches) console.error(`${name}: ${disagreement}\n${line}`);
if (mismatches.length > 0) {
  console.error(`loss-fuzz: expected every number to agree, got ${mismatches.length} calls that do not.`);
  process.exitCode = 1;
}
