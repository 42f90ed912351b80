// @ts-check

// Breaks every loss, and the operations and layouts that losses are made of, in many ways, and counts how many of these
// faults the tests notice. Exits with 1 if one survives that is not listed, with its reason, in equivalentMutants.mjs; what is
// listed there is counted and not run. With `--losses` only their tests are asked and those of operations, with `--files` only these files are broken.
// With `--compiler` the same is done to the compiler, and equivalentCompilerMutants.mjs is the list. `--every 10` puts in every
// tenth fault alone.
//
//     npx -y pnpm@12 mutation [--losses huber,crossEntropy] [--files layouts/rows.ts,regression/huber.ts] [--jobs 2] [--verbose]
//     npx -y pnpm@12 mutation --compiler [--files emit/emitLoops.ts] [--every 10] [--jobs 2] [--verbose]

import { parseArgs } from 'node:util';

import { formatTable } from '../../packages/cli/dist/output/formatTable.js';
import { allLosses, findLoss } from '../../packages/losses/dist/registry.js';
import { EQUIVALENT_IN_COMPILER } from './equivalentCompilerMutants.mjs';
import { EQUIVALENT, isEquivalent } from './equivalentMutants.mjs';
import { Judge } from './Judge.mjs';
import { COMPILER_JUDGE, COMPILER_JUDGES, compilerMutantsOfFile, isBroken } from './judgeCompilerMutants.mjs';
import { LOSS_JUDGE, mutantsOfFile } from './judgeMutants.mjs';
import { testsOfParts } from './loadLoss.mjs';

/** @typedef {'noticed' | 'equivalent' | 'survived'} Outcome */

/** What checks and describes options has tests of its own. */
const WITHOUT_NUMBERS = ['contract/checks.ts', 'contract/optionDeclarations.ts'];

const { values } = parseArgs({
  options: {
    compiler: { type: 'boolean', default: false },
    every: { type: 'string', default: '1' },
    losses: { type: 'string' },
    files: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    verbose: { type: 'boolean', default: false },
  },
});
const losses = values.losses?.split(',').map(findLoss) ?? allLosses;

/** What is broken, and who may notice. */
const subject = values.compiler
  ? {
      what: 'rooms of the compiler',
      names: COMPILER_JUDGES,
      isBroken,
      mutantsOfFile: compilerMutantsOfFile,
      equivalent: EQUIVALENT_IN_COMPILER,
      // A program that never ends is the fault of many a mutant.
      newJudge: () => new Judge(COMPILER_JUDGE, { factor: 3, loading: 10_000 }),
    }
  : {
      what: 'losses and tests of their parts',
      names: [...testsOfParts(), ...losses.map(({ declaration: { name } }) => name)],
      isBroken: (/** @type {string} */ file) => !file.endsWith('.test.ts') && !WITHOUT_NUMBERS.includes(file),
      mutantsOfFile: (/** @type {string} */ file) => mutantsOfFile(file, losses),
      equivalent: EQUIVALENT,
      newJudge: () => new Judge(LOSS_JUDGE),
    };
const judges = Array.from({ length: Number(values.jobs) }, () => subject.newJudge());

/**
 * @template Task
 * @param {readonly Task[]} tasks
 * @param {(judge: Judge, task: Task) => Promise<void>} work
 */
async function shared(tasks, work) {
  const left = tasks.values();
  await Promise.all(
    judges.map(async (judge) => {
      for (const task of left) await work(judge, task);
    }),
  );
}

/** @type {string[]} */
const survivors = [];
/** @param {string} text */
function survive(text) {
  survivors.push(text);
  console.error(`survived: ${text}`);
}

/** @type {Map<string, import('./judgeMutants.mjs').Original[]>} */
const usersOf = new Map();
await shared(subject.names, async (judge, name) => {
  try {
    const original = await judge.originalOf(name);
    for (const file of original.files) {
      if (!subject.isBroken(file)) continue;
      usersOf.set(file, [...(usersOf.get(file) ?? []), original]);
    }
  } catch (error) {
    survive(`all of ${error instanceof Error ? error.message : error}`);
  }
});

const wanted = values.files?.split(',') ?? [...usersOf.keys()].sort();
const tasks = wanted
  .flatMap((file) => subject.mutantsOfFile(file).map((mutant) => ({ file, mutant })))
  .filter((_, index) => index % Number(values.every) === 0);

/** @type {{ file: string, operator: string, outcome: Outcome }[]} */
const verdicts = [];
await shared(tasks, async (judge, { file, mutant }) => {
  const { operator, line, original, replacement, source } = mutant;
  const known = isEquivalent(file, mutant, subject.equivalent);
  const failed = known ? undefined : await judge.noticedBy(usersOf.get(file) ?? [], { file, source });
  const outcome = known ? 'equivalent' : failed !== undefined ? 'noticed' : 'survived';
  verdicts.push({ file, operator, outcome });
  const text = `${file}:${line} ${operator}: ${original} → ${replacement}`;
  if (outcome === 'survived') survive(text);
  else if (values.verbose) console.error(`${outcome}: ${text}${failed === undefined ? '' : ` (${failed})`}`);
});
await Promise.all(judges.map((judge) => judge.end()));

/** @param {string} name @param {readonly { outcome: Outcome }[]} chosen */
function rowOf(name, chosen) {
  const count = (/** @type {Outcome} */ outcome) => chosen.filter((one) => one.outcome === outcome).length;
  const [noticed, equivalent, survived] = [count('noticed'), count('equivalent'), count('survived')];
  const share = noticed + survived === 0 ? '-' : `${((100 * noticed) / (noticed + survived)).toFixed(1)} %`;
  return [name, ...[chosen.length, noticed, equivalent, survived].map(String), share];
}

for (const key of /** @type {const} */ (['file', 'operator'])) {
  const names = [...new Set(verdicts.map((verdict) => verdict[key]))].sort();
  const rows = names.map((name) =>
    rowOf(
      name,
      verdicts.filter((verdict) => verdict[key] === name),
    ),
  );
  const headings = [key, 'faults', 'noticed', 'equivalent', 'survived', 'score'];
  console.log(`${formatTable(headings, [...rows, rowOf('all', verdicts)])}\n`);
}
console.log(`${subject.names.length} ${subject.what}, ${wanted.length} files.`);
if (survivors.length > 0) process.exitCode = 1;
