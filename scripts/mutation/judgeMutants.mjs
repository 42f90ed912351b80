import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';

import { readReferenceCases } from '../parity/readReferenceCases.mjs';
import { checksOf, durationsOf, fastestFailure } from './firstFailure.mjs';
import { loadLoss, loadTests } from './loadLoss.mjs';
import { mutantsOf } from './mutantsOf.mjs';

/** @typedef {import('./loadLoss.mjs').AnyLoss} AnyLoss */
/** @typedef {import('./mutantsOf.mjs').Mutant} Mutant */
/**
 * A loss as it is, a test of operations or miners, or a room of the compiler: the sources that it is made of, and how many milliseconds each of its checks takes.
 *
 * @typedef {{ readonly name: string, readonly files: readonly string[], readonly durations: readonly number[] }} Original
 */

/** The code of a judge of losses. */
export const LOSS_JUDGE = new URL('./judgeWorker.mjs', import.meta.url);

const allCases = readReferenceCases();
const extremes = new URL('../../packages/losses/fixtures/extremes.json', import.meta.url);
/** @type {readonly import('./loadLoss.mjs').ExtremeCase[]} */
const extremeCases = JSON.parse(readFileSync(extremes, 'utf8'));
const kernels = new Set(tf.getKernelsForBackend('cpu').map(({ kernelName }) => kernelName));

/** A loss registers its kernels once: a mutant would run with those of the loss before it. */
function forgetKernels() {
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (!kernels.has(kernelName)) tf.unregisterKernel(kernelName, 'cpu');
  }
}

/** @param {string} name @param {{ file: string, source: string } | undefined} replaced */
async function load(name, replaced) {
  forgetKernels();
  if (name.endsWith('.test.ts')) return loadTests(name, replaced);
  const { loss, checks, checkExtremeCase, files } = await loadLoss(name, replaced);
  const ofExtremes = extremeCases
    .filter((given) => given.loss === name)
    .map((given) => ({ name: 'a case in many digits', run: () => checkExtremeCase(loss, given) }));
  const cases = allCases.filter((reference) => reference.loss === name);
  return { checks: checksOf(loss, [...checks, ...ofExtremes], cases), files };
}

/**
 * @param {string} name
 * @returns {Promise<Original>}
 * @throws Error if the loss as it is fails a check: then nothing can be said about its mutants.
 */
export async function originalOf(name) {
  const { checks, files } = await load(name, undefined);
  const durations = await durationsOf(checks).catch((error) => {
    throw new Error(`${name}: ${error.message}`);
  });
  return { name, files, durations };
}

/**
 * The mutants of one file.
 *
 * @param {string} file A path below packages/losses/src.
 * @param {readonly AnyLoss[]} losses
 * @returns {readonly Mutant[]}
 */
export function mutantsOfFile(file, losses) {
  const source = readFileSync(new URL(`../../packages/losses/src/${file}`, import.meta.url), 'utf8');
  const own = losses.find(({ declaration: { name } }) => file.endsWith(`/${name}.ts`));
  return mutantsOf(source, own?.declaration);
}

/**
 * The check that notices that a file of a loss is replaced, the fastest checks first; undefined where none does.
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
