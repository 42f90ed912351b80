// @ts-check

import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '@losskit/random';
import { findCheckpoint } from '@losskit/trainer/checkpoints';

import { counting } from './outcome.mjs';
import { eachOf, runChild } from './run-child.mjs';
import { sameBits, sampleCheckpoint } from './sample-run.mjs';

/** @typedef {import('@losskit/random').RandomStream} RandomStream */

const VICTIM = './victim.mjs';
const JOBS = Math.min(2, availableParallelism());

export const OPTIMIZERS = [
  'adam',
  'adamW',
  'nadam',
  'radam',
  'adagrad',
  'adadelta',
  'rmsprop',
  'adamax',
  'lion',
  'lamb',
  'adafactor',
  'momentum',
  'sgd',
  'accumulated',
  'averaged',
];
/** Lines that a run of the victim prints before its digest. */
const LINES = 30;
/** A kill may come this much later than the line it waits for: within a step or a save. */
const LATEST = 12;

/** @template Result @param {(folder: string) => Promise<Result>} act */
async function inFolder(act) {
  const folder = await mkdtemp(join(tmpdir(), 'losskit-crash-'));
  try {
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param {import('./run-child.mjs').Ended} ended */
function digestOf({ lines, errors }) {
  const digest = lines.find((line) => line.startsWith('digest '));
  if (digest === undefined)
    throw new Error(`expected a run to its end, got ${errors.trim().split('\n').at(-1)}`);
  return digest;
}

/** @type {Map<string, Promise<string>>} */
const digests = new Map();

/** The digest of a run that is never killed. @param {string} optimizer @param {number} seed */
function uninterrupted(optimizer, seed) {
  const key = `${optimizer} ${seed}`;
  const known =
    digests.get(key) ??
    inFolder(async (folder) => digestOf(await runChild(VICTIM, [folder, optimizer, String(seed)])));
  digests.set(key, known);
  return known;
}

/**
 * Kills a run at a random moment: one in eight anywhere from its start on, the others after a random line.
 *
 * @param {string[]} words
 * @param {RandomStream} random
 * @param {number} mostLines
 * @returns {Promise<boolean>} Whether it was killed before its end.
 */
async function killOnce(words, random, mostLines) {
  const early = random.integer(8) === 0;
  const wanted = 1 + random.integer(mostLines);
  const delay = random.uniform(0, early ? 400 : LATEST);
  let lines = 0;
  const { signal } = await runChild(VICTIM, words, (child, line) => {
    const isMoment = early ? line === undefined : line !== undefined && ++lines === wanted;
    if (isMoment) setTimeout(() => child.kill('SIGKILL'), delay);
  });
  return signal === 'SIGKILL';
}

/**
 * Kills runs `perRun` times in a row each, then lets them end, and compares all that they end with: weights,
 * optimizer state, losses, history.
 *
 * @param {number} runs
 * @param {number} perRun
 * @param {number} seed
 */
async function killRuns(runs, perRun, seed) {
  const { outcome, expect } = counting();
  await eachOf([...Array(runs).keys()], JOBS, (index) =>
    expect(`run ${index}`, () =>
      inFolder(async (folder) => {
        const optimizer = OPTIMIZERS[index % OPTIMIZERS.length] ?? 'adam';
        const words = [folder, optimizer, String(seed)];
        const random = randomStream(seed, `kills ${perRun}`, index);
        // In a row of kills each comes soon, so that the run is not over before the last.
        for (let kills = 0; kills < perRun; ) {
          if (await killOnce(words, random, Math.ceil(LINES / perRun))) kills += 1;
          else if (perRun === 1) await rm(folder, { recursive: true });
          else break;
        }
        const digest = digestOf(await runChild(VICTIM, words));
        if (digest !== (await uninterrupted(optimizer, seed))) throw new Error(`${optimizer}: other bits`);
      }),
    ),
  );
  return outcome;
}

/** kill -9 at a random moment, resume, end. @param {number} kills @param {number} seed */
export const killedOnce = (kills, seed) => killRuns(kills, 1, seed);

/** kill -9 ten times in a row, resume, end. @param {number} runs @param {number} seed */
export const killedTenTimes = (runs, seed) => killRuns(runs, 10, seed);

/** kill -9 before and after every file operation of opening and saving, by the process itself. */
export async function killedAtOperations() {
  const { outcome, expect } = counting();
  const operations = await inFolder(async (folder) => {
    const { lines } = await runChild('./victim-saver.mjs', [folder]);
    return Number(lines.at(-1)?.split(' ').at(-1));
  });
  const cases = [...Array(operations).keys()].flatMap((index) =>
    ['before', 'after'].map((moment) => ({ operation: index + 1, moment })),
  );
  await eachOf(cases, JOBS, ({ operation, moment }) =>
    expect(`${moment} operation ${operation}`, () =>
      inFolder(async (folder) => {
        const { lines, signal } = await runChild('./victim-saver.mjs', [folder, String(operation), moment]);
        if (signal !== 'SIGKILL') throw new Error('expected the process to be killed');
        const acknowledged = lines.length;
        const found = await findCheckpoint(folder);
        const step = found?.checkpoint.state.step ?? 0;
        if (step < acknowledged) throw new Error(`step ${step} is older than ${acknowledged}`);
        if (found && !sameBits(found.checkpoint, sampleCheckpoint(step, 64)))
          throw new Error(`step ${step} has other bits`);
        const resumed = await runChild('./victim-saver.mjs', [folder]);
        if (resumed.code !== 0) throw new Error(`expected to go on, got ${resumed.errors}`);
      }),
    ),
  );
  return outcome;
}

/**
 * A run that ends because its heap is full goes on to the same bits. @param {number} runs @param {number}
 * seed
 */
export async function heapLimits(runs, seed) {
  const { outcome, expect } = counting();
  await eachOf([...Array(runs).keys()], 1, (index) =>
    expect(`run ${index}`, () =>
      inFolder(async (folder) => {
        const optimizer = OPTIMIZERS[index % OPTIMIZERS.length] ?? 'adam';
        const words = [folder, optimizer, String(seed)];
        const megabytes = 3 + randomStream(seed, 'heap limits', index).integer(8);
        const { lines, signal } = await runChild(VICTIM, [...words, String(megabytes)], undefined, [
          '--max-old-space-size=64',
        ]);
        if (signal !== 'SIGABRT' || lines.length === 0)
          throw new Error(`expected an abort on the way, got ${signal} after ${lines.length} lines`);
        const digest = digestOf(await runChild(VICTIM, words));
        if (digest !== (await uninterrupted(optimizer, seed))) throw new Error(`${optimizer}: other bits`);
      }),
    ),
  );
  return outcome;
}

/**
 * Two processes want to write one folder at the same moment; every other time there is the lock of a process
 * that was killed.
 *
 * @param {number} rounds
 */
export async function rivalWriters(rounds) {
  const { outcome, expect } = counting();
  await eachOf([...Array(rounds).keys()], 1, (round) =>
    expect(`round ${round}`, () =>
      inFolder(async (folder) => {
        if (round % 2 === 1) {
          const dead = await runChild('./victim-writer.mjs', [folder], (child, line) => {
            if (line === undefined) child.stdin?.end();
            else child.kill('SIGKILL');
          });
          if (dead.lines[0] !== 'writer')
            throw new Error(`expected the first to write, got ${dead.lines[0]}`);
        }
        /** @type {import('node:child_process').ChildProcess[]} */
        const children = [];
        /** @type {string[]} */
        const answers = [];
        await Promise.all(
          [0, 1].map(() =>
            runChild('./victim-writer.mjs', [folder], (child, line) => {
              if (line === undefined) children.push(child);
              else answers.push(line);
              // Both wait until both are there, and live until both have answered.
              if (line === undefined && children.length === 2) for (const one of children) one.stdin?.end();
              if (answers.length === 2) for (const one of children) one.kill('SIGKILL');
            }),
          ),
        );
        if (answers.sort().join() !== 'folder-in-use,writer')
          throw new Error(`expected one writer, got ${answers}`);
      }),
    ),
  );
  return outcome;
}
