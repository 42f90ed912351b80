// @ts-check

// Computes every reference case (values and gradients of other libraries, see scripts/reference) again with losskit
// and prints how far the two are apart. Exits with 1 if a loss is beyond the tolerance or has fewer than 20 cases.
//
//     npx -y pnpm@12 parity [--backend cpu|wasm|native|webgpu] [--losses huber,nll]

import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { parseBackendName, prepareBackend } from '../../packages/backends/dist/index.js';
import { evaluateRequest } from '../../packages/cli/dist/eval/evaluateRequest.js';
import { formatTable } from '../../packages/cli/dist/output/formatTable.js';
import { allLosses, findLoss } from '../../packages/losses/dist/registry.js';
import { compareCase, TOLERANCES } from './compareCase.mjs';
import { readReferenceCases } from './readReferenceCases.mjs';

const LEAST_CASES = 20;

const { values } = parseArgs({
  options: { backend: { type: 'string', default: 'cpu' }, losses: { type: 'string' } },
});
const { name: backend } = await prepareBackend(parseBackendName(values.backend), 'tiny');
const names =
  values.losses?.split(',').map((name) => findLoss(name).declaration.name) ??
  allLosses.map(({ declaration }) => declaration.name);
const cases = readReferenceCases();

/** @type {string[]} */
const problems = [];
/** @type {string[][]} */
const rows = [];
for (const loss of names) {
  // Memory of a graphics device is given back between two turns of the event loop.
  await nextTurn();
  const ofLoss = cases.filter((reference) => reference.loss === loss);
  if (ofLoss.length < LEAST_CASES) {
    problems.push(`${loss}: expected at least ${LEAST_CASES} cases, got ${ofLoss.length}.`);
  }
  for (const library of new Set(ofLoss.map((reference) => reference.library))) {
    const ofLibrary = ofLoss.filter((reference) => reference.library === library);
    const errors = ofLibrary.map((reference) => compareCase(reference, evaluateRequest));
    const worst = {
      value: Math.max(...errors.map(({ value }) => value)),
      gradient: Math.max(...errors.map(({ gradient }) => gradient)),
    };
    const calls = ofLibrary.filter((_, index) => {
      const error = errors[index];
      return error && (error.value > TOLERANCES.value || error.gradient > TOLERANCES.gradient);
    });
    for (const { call } of calls) problems.push(`${loss}: expected what ${call} gives, got something else.`);
    const compared = ofLibrary.filter(({ gradients }) =>
      gradients.some((gradient) => gradient !== null),
    ).length;
    rows.push([
      loss,
      `${library} ${ofLibrary[0]?.version}`,
      String(ofLibrary.length),
      String(compared),
      worst.value.toExponential(1),
      worst.gradient.toExponential(1),
    ]);
  }
}

console.log(
  formatTable(['loss', 'library', 'cases', 'with gradient', 'worst value', 'worst gradient'], rows),
);
console.log(
  `\n${names.length} losses, ${cases.filter(({ loss }) => names.includes(loss)).length} cases, on ${backend}. ` +
    `Errors are |difference| / (0.1 m + |value|), at most ${TOLERANCES.value}, ` +
    `and |difference| / (0.01 m + |gradient|), at most ${TOLERANCES.gradient}, with m the largest number of the case, at least 1.`,
);
for (const problem of problems) console.error(`parity: ${problem}`);
if (problems.length > 0) process.exitCode = 1;
