// @ts-check

// Breaks every loss, and the primitives and layouts that losses are made of, in many ways, and counts how many of these
// faults the tests notice. Exits with 1 if one survives that is not listed, with its reason, in equivalentMutants.mjs.
//
//     npx -y pnpm@12 mutation [--losses huber,crossEntropy] [--verbose]

import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';

import { formatTable } from '../../packages/cli/dist/output/formatTable.js';
import { allLosses, findLoss } from '../../packages/losses/dist/registry.js';
import { isEquivalent } from './equivalentMutants.mjs';
import { filesOf, judgeMutants } from './judgeMutants.mjs';
import { installMutationTools } from './mutationTools.mjs';

/** What checks and describes options has tests of its own. */
const WITHOUT_NUMBERS = ['contract/checks.ts', 'contract/optionDeclarations.ts'];

const { values } = parseArgs({
  options: { losses: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});
const losses = values.losses?.split(',').map(findLoss) ?? allLosses;

tf.enableProdMode();
await tf.setBackend('cpu');
installMutationTools();

/** @type {string[]} */
const survivors = [];

/** @type {Map<string, import('./judgeMutants.mjs').AnyLoss[]>} */
const lossesByFile = new Map();
for (const loss of losses) {
  const files = await filesOf(loss).catch((error) => {
    survivors.push(error.message);
    console.error(error.message);
    return [];
  });
  for (const file of files) {
    if (file.endsWith('.test.ts') || WITHOUT_NUMBERS.includes(file)) continue;
    lossesByFile.set(file, [...(lossesByFile.get(file) ?? []), loss]);
  }
}

/** @type {Map<string, { noticed: number, equivalent: number, survived: number }>} */
const scores = new Map();
for (const [file, users] of [...lossesByFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
  for await (const { mutant, failed } of judgeMutants(file, users)) {
    const outcome = failed !== undefined ? 'noticed' : isEquivalent(file, mutant) ? 'equivalent' : 'survived';
    const score = scores.get(mutant.operator) ?? { noticed: 0, equivalent: 0, survived: 0 };
    score[outcome] += 1;
    scores.set(mutant.operator, score);
    const text = `${file}:${mutant.line} ${mutant.operator}: ${mutant.original} → ${mutant.replacement}`;
    if (outcome === 'survived') {
      survivors.push(text);
      console.error(`survived: ${text}`);
    }
    if (values.verbose) console.error(`${outcome}: ${text}${failed === undefined ? '' : ` (${failed})`}`);
  }
}

const rows = [...scores]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([operator, score]) => {
    const { noticed, equivalent, survived } = score;
    const share = `${((100 * noticed) / Math.max(1, noticed + survived)).toFixed(1)} %`;
    return [operator, ...[noticed + equivalent + survived, noticed, equivalent, survived].map(String), share];
  });
const sum = (/** @type {'noticed' | 'survived'} */ outcome) =>
  [...scores.values()].reduce((total, score) => total + score[outcome], 0);
console.log(formatTable(['operator', 'faults', 'noticed', 'equivalent', 'survived', 'score'], rows));
console.log(
  `\n${losses.length} losses, ${lossesByFile.size} files: ${sum('noticed')} of ${sum('noticed') + sum('survived')} faults are noticed.`,
);
if (survivors.length > 0) process.exitCode = 1;
