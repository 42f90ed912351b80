// @ts-check

/**
 * Comparisons on a Slurm of this machine alone, whose tasks, nodes and own process are killed meanwhile.
 *
 *   --comparisons <n>   how many (default 5)
 *   --seed <n>          other moments (default 1)
 */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { randomStream } from '@losskit/random';
import { missingSlurmPrograms, startLoopbackSlurm } from '@losskit/testing';

import { inFolder } from '../crash-test/comparisons.mjs';
import { writeResult } from '../crash-test/reliability.mjs';

const MAIN = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));
/** Runs of some seconds each, so that there is something to kill. */
const COMPARISON = [
  'compare',
  'linear',
  '--losses',
  'mse,mae,huber',
  '--seeds',
  '3',
  '--epochs',
  '2000',
  '--backend',
  'cpu',
];
const ON_SLURM = ['--slurm', '--task-seconds', '10'];
const NODES = 3;
/** What happens to each comparison, one after the other. @type {readonly ('task' | 'node' | 'coordinator')[]} */
const HARMS = ['task', 'node', 'task', 'coordinator'];
/** Milliseconds from the moment that a task runs to a harm. */
const LATEST = 6000;
/** Comparisons that lost a run are begun again so often. */
const MOST_ATTEMPTS = 6;

/**
 * Runs losskit to its end.
 *
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} [environment]
 * @param {(child: import('node:child_process').ChildProcess) => void} [during]
 * @returns {Promise<{ code: number | null, said: string }>}
 */
function losskit(words, environment = process.env, during = () => {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...words], { env: { ...environment, NO_COLOR: '1' } });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (/** @type {Buffer} */ chunk) => {
        said += chunk;
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
    during(child);
  });
}

/** @param {string} folder */
async function resultOf(folder) {
  const runs = await readdir(join(folder, 'runs'));
  return { comparison: await readFile(join(folder, 'comparison.json'), 'utf8'), runs: runs.sort() };
}

/**
 * Waits until a task runs, and gives its job; undefined when the comparison is over.
 *
 * @param {import('@losskit/testing').LoopbackSlurm} slurm
 * @param {() => boolean} isOver
 * @param {import('@losskit/random').RandomStream} random
 */
async function runningJob(slurm, isOver, random) {
  while (!isOver()) {
    const jobs = await slurm.runningJobs();
    if (jobs.length > 0) return jobs[random.integer(jobs.length)];
    await setTimeout(500);
  }
  return undefined;
}

/**
 * Compares on Slurm while its tasks, a node and the process that compares are killed, and begins again until nothing is missing.
 *
 * @param {import('@losskit/testing').LoopbackSlurm} slurm
 * @param {string} folder
 * @param {import('@losskit/random').RandomStream} random
 * @param {() => void} onHarm
 */
async function compareAndHarm(slurm, folder, random, onHarm) {
  let isOver = false;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let coordinator;
  async function harm() {
    for (const kind of HARMS) {
      await runningJob(slurm, () => isOver, random);
      await setTimeout(random.uniform(0, LATEST));
      const job = await runningJob(slurm, () => isOver, random);
      if (job === undefined) return;
      onHarm();
      if (kind === 'task') await slurm.killJob(job);
      if (kind === 'node') await slurm.killNode(slurm.nodes[random.integer(slurm.nodes.length)] ?? '');
      if (kind === 'coordinator') coordinator?.kill('SIGKILL');
    }
  }
  const harming = harm();
  let said = '';
  for (let attempt = 0; attempt < MOST_ATTEMPTS && !isOver; attempt++) {
    const ended = await losskit([...COMPARISON, ...ON_SLURM, '--out', folder], slurm.environment, (child) => {
      coordinator = child;
    });
    said = ended.said;
    isOver = ended.code === 0;
  }
  const isWhole = isOver;
  isOver = true;
  await harming;
  if (!isWhole) throw new Error(`expected an end, got ${said}`);
}

/**
 * Harms comparisons on Slurm, four times each: they end with every run once, and with the bytes of one that ran on one machine.
 *
 * @param {number} comparisons
 * @param {number} seed
 * @returns {Promise<import('../crash-test/outcome.mjs').Outcome>} Each harm is a case.
 */
export async function harmedOnSlurm(comparisons, seed) {
  /** @type {import('../crash-test/outcome.mjs').Outcome} */
  const outcome = { passed: 0, total: 0, failures: [] };
  const whole = await inFolder(async (folder) => {
    const { code, said } = await losskit([...COMPARISON, '--out', folder]);
    if (code !== 0) throw new Error(said);
    return resultOf(folder);
  });
  for (let index = 0; index < comparisons; index++) {
    let harms = 0;
    // A node that is lost stays away, so each comparison has a cluster of its own.
    const slurm = await startLoopbackSlurm(NODES);
    try {
      await inFolder(async (folder) => {
        const random = randomStream(seed, 'harms on slurm', index);
        await compareAndHarm(slurm, folder, random, () => {
          harms += 1;
        });
        const { comparison, runs } = await resultOf(folder);
        if (comparison !== whole.comparison) throw new Error('other bytes');
        if (runs.join() !== whole.runs.join()) throw new Error(`expected ${whole.runs}, got ${runs}`);
      });
      outcome.passed += harms;
    } catch (error) {
      outcome.failures.push(`comparison ${index}: ${error}`);
    } finally {
      outcome.total += harms;
      await slurm.stop();
    }
    console.log(`${index + 1} of ${comparisons} comparisons, ${outcome.passed} of ${outcome.total} harms`);
  }
  return outcome;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      comparisons: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
    },
  });
  const missing = missingSlurmPrograms();
  if (missing.length > 0) {
    throw new Error(`expected Slurm (Debian: slurm-wlm and munge), got none of ${missing.join(', ')}.`);
  }
  const outcome = await harmedOnSlurm(Number(values.comparisons), Number(values.seed));
  for (const failure of outcome.failures) console.error(`  ${failure}`);
  if (outcome.passed < outcome.total) process.exitCode = 1;
  await writeResult('E1', outcome, values.seed);
}
