// @ts-check

import { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '@losskit/random';
import { compare } from '@losskit/study';

import { counting } from './outcome.mjs';
import { eachOf, runChild } from './run-child.mjs';
import { SMALL_COMPARISON } from './small-comparison.mjs';

/** @typedef {import('@losskit/random').RandomStream} RandomStream */

const VICTIM = './victim-comparison.mjs';
const JOBS = Math.min(2, availableParallelism());
const KILLS_IN_A_ROW = 10;
/** A kill may come this much later than the run that it waits for, in milliseconds: within a run or the saving of one. */
const LATEST = 15;

/** @template Result @param {(folder: string) => Promise<Result>} act */
export async function inFolder(act) {
  const folder = await mkdtemp(join(tmpdir(), 'losskit-comparison-'));
  try {
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The files of stored runs, by name. @param {string} folder */
async function storedRuns(folder) {
  const runs = join(folder, 'runs');
  const names = await readdir(runs).catch(() => []);
  const whole = names.filter((name) => name.endsWith('.json'));
  return new Map(
    await Promise.all(
      whole.map(async (name) => /** @type {const} */ ([name, await readFile(join(runs, name), 'utf8')])),
    ),
  );
}

/** @type {Promise<string> | undefined} */
let uninterrupted;

/** The `comparison.json` of a comparison that nothing happens to. */
export function wholeComparison() {
  uninterrupted ??= inFolder(async (folder) => {
    await compare({ ...SMALL_COMPARISON, folder });
    return readFile(join(folder, 'comparison.json'), 'utf8');
  });
  return uninterrupted;
}

/** The folder has to hold what a comparison that nothing happened to leaves, and nothing else. @param {string} folder */
export async function checkWhole(folder) {
  const left = (await readdir(folder)).sort().join();
  const expected = 'comparison.json,finished.json,previews.json,runs,timings.json';
  if (left !== expected) throw new Error(`expected ${expected}, got ${left}`);
  const partial = (await readdir(join(folder, 'runs'))).filter((name) => name.startsWith('.'));
  if (partial.length > 0) throw new Error(`${partial} is left`);
  if ((await readFile(join(folder, 'comparison.json'), 'utf8')) !== (await wholeComparison()))
    throw new Error('other bytes');
}

/**
 * Kills a comparison at a random moment: one in eight anywhere from its start on, the others after one of its runs.
 *
 * @param {string} folder
 * @param {RandomStream} random
 */
async function killOnce(folder, random) {
  const early = random.integer(8) === 0;
  const wanted = 1 + random.integer(3);
  const delay = random.uniform(0, early ? 2000 : LATEST);
  let runs = 0;
  const { signal } = await runChild(VICTIM, [folder], (child, line) => {
    const isMoment = early ? line === undefined : line === 'run' && ++runs === wanted;
    if (isMoment) setTimeout(() => child.kill('SIGKILL'), delay);
  });
  return signal === 'SIGKILL';
}

/**
 * kill -9 of comparisons, ten times in a row each, and then on to the end: what was stored stays, and the result is that of a comparison
 * that was never killed.
 *
 * @param {number} kills
 * @param {number} seed
 */
export async function killedComparisons(kills, seed) {
  const { outcome, expect } = counting();
  const perFolder = Math.min(KILLS_IN_A_ROW, kills);
  await eachOf([...Array(Math.ceil(kills / perFolder)).keys()], JOBS, (index) =>
    inFolder(async (folder) => {
      const random = randomStream(seed, 'kills of comparisons', index);
      let before = await storedRuns(folder);
      for (let kill = 0; kill < perFolder; kill++) {
        await expect(`folder ${index}, kill ${kill}`, async () => {
          const isKilled = await killOnce(folder, random);
          const after = await storedRuns(folder);
          for (const [name, text] of before)
            if (after.get(name) !== text) throw new Error(`${name} is lost, or was run again`);
          before = after;
          if (isKilled) return;
          // It was over before the last kill: the next one begins again.
          await checkWhole(folder);
          before = new Map();
        });
      }
      await expect(`folder ${index}, the end`, async () => {
        const { lines } = await runChild(VICTIM, [folder]);
        if (lines.at(-1) !== 'whole') throw new Error(`expected the end, got ${lines.at(-1)}`);
        const after = await storedRuns(folder);
        for (const [name, text] of before)
          if (after.get(name) !== text) throw new Error(`${name} was run again`);
        await checkWhole(folder);
      });
    }),
  );
  return outcome;
}

/** Calls back with every process that `act` starts. @param {(child: ChildProcess) => void} onStart @param {() => Promise<void>} act */
async function watchingProcesses(onStart, act) {
  /** @param {unknown} message */
  const onMessage = (message) => {
    if (typeof message !== 'object' || message === null || !('process' in message)) return;
    if (message.process instanceof ChildProcess) onStart(message.process);
  };
  subscribe('child_process', onMessage);
  try {
    await act();
  } finally {
    unsubscribe('child_process', onMessage);
  }
}

/**
 * kill -9 of worker processes at random moments, five in each comparison: a run that meets two of them is said to be lost, and nothing
 * else is; the comparison, done again in its folder, ends as one that nothing happened to.
 *
 * @param {number} kills
 * @param {number} seed
 */
export async function killedWorkers(kills, seed) {
  const { outcome, expect } = counting();
  /** @type {import('@losskit/study').Comparison} */
  const { tasks } = JSON.parse(await wholeComparison());
  const whole = new Map(
    tasks.flatMap(({ results }) => results.map(({ loss, failures }) => [loss, failures.runs])),
  );
  const perFolder = Math.min(5, kills);
  await eachOf([...Array(Math.ceil(kills / perFolder)).keys()], 1, (index) =>
    expect(`comparison ${index}`, () =>
      inFolder(async (folder) => {
        const random = randomStream(seed, 'kills of workers', index);
        let left = perFolder;
        /** @type {(child: ChildProcess) => void} */
        const onStart = (child) => {
          if (left === 0) return;
          left -= 1;
          // Half of them before they have an answer.
          setTimeout(() => child.kill('SIGKILL'), random.uniform(0, random.integer(2) === 0 ? 1000 : 4000));
        };
        await watchingProcesses(onStart, async () => {
          for (let lost = true; lost; ) {
            const { comparison } = await compare({ ...SMALL_COMPARISON, jobs: 2, folder }).catch(
              (/** @type {{ code?: unknown }} */ error) => {
                // Both losses have lost a run.
                if (error.code !== 'process-died') throw error;
                return { comparison: undefined };
              },
            );
            const runs = comparison?.tasks.flatMap((task) => task.lost ?? []) ?? [];
            if (runs.some(({ code }) => code !== 'process-died')) throw new Error(JSON.stringify(runs));
            for (const { loss, failures } of comparison?.tasks.flatMap(({ results }) => results) ?? [])
              if (failures.runs !== whole.get(loss)) throw new Error(`a lost run counts against ${loss}`);
            lost = comparison === undefined || runs.length > 0;
          }
        });
        await checkWhole(folder);
      }),
    ),
  );
  // Each comparison is as many cases as workers were killed in it.
  return { ...outcome, passed: outcome.passed * perFolder, total: outcome.total * perFolder };
}

/**
 * Two comparisons in one folder at once, half the time after a third was killed there: exactly one is refused, and the other ends as if
 * it had been alone.
 *
 * @param {number} rounds
 * @param {number} seed
 */
export async function rivalComparisons(rounds, seed) {
  const { outcome, expect } = counting();
  await eachOf([...Array(rounds).keys()], 1, (round) =>
    expect(`round ${round}`, () =>
      inFolder(async (folder) => {
        if (round % 2 === 1) await killOnce(folder, randomStream(seed, 'rival comparisons', round));
        const ends = await Promise.all([0, 1].map(() => runChild(VICTIM, [folder])));
        const last = ends.map(({ lines }) => lines.at(-1) ?? '');
        const refused = last.filter((line) => line.startsWith('folder-in-use: '));
        // One that starts when the other has ended does it all again.
        if (!last.includes('whole') || refused.length + last.filter((line) => line === 'whole').length !== 2)
          throw new Error(`expected one to be refused, got ${last}`);
        await checkWhole(folder);
      }),
    ),
  );
  return outcome;
}
