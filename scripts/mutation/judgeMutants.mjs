import { readFileSync } from 'node:fs';

import { readReferenceCases } from '../parity/readReferenceCases.mjs';
import { firstFailure } from './firstFailure.mjs';
import { loadLoss } from './loadLoss.mjs';
import { mutantsOf } from './mutantsOf.mjs';

/** @typedef {import('./loadLoss.mjs').AnyLoss} AnyLoss */
/** @typedef {import('./mutantsOf.mjs').Mutant} Mutant */
/**
 * A mutant of a file, and the check that noticed it; undefined where none did.
 *
 * @typedef {{ readonly file: string, readonly mutant: Mutant, readonly failed: string | undefined }} Verdict
 */

const allCases = readReferenceCases();

/** @param {string} name */
function casesOf(name) {
  return allCases.filter((reference) => reference.loss === name);
}

/** @param {string} file */
function sourceOf(file) {
  return readFileSync(new URL(`../../packages/losses/src/${file}`, import.meta.url), 'utf8');
}

/** @param {string} name @param {{ file: string, source: string }} replaced */
async function noticed(name, replaced) {
  try {
    const { loss, checks } = await loadLoss(name, replaced);
    return await firstFailure(loss, checks, casesOf(name));
  } catch (error) {
    return `${name} does not load: ${error}`;
  }
}

/**
 * The sources that a loss is made of.
 *
 * @param {AnyLoss} loss
 * @throws Error if the loss as it is fails a check: then nothing can be said about its mutants.
 */
export async function filesOf({ declaration: { name } }) {
  const { loss, checks, files } = await loadLoss(name, undefined);
  const failure = await firstFailure(loss, checks, casesOf(name));
  if (failure !== undefined)
    throw new Error(`${name}: expected a loss that passes its checks, got a failure of ${failure}.`);
  return files;
}

/**
 * Judges the mutants of one file by the checks of the losses that are made of it, one loss after the other until a check
 * fails.
 *
 * @param {string} file A path below packages/losses/src.
 * @param {readonly AnyLoss[]} losses
 * @param {(index: number) => boolean} [isWanted] A choice of the mutants. Default: all.
 * @returns {AsyncGenerator<Verdict, void, void>}
 */
export async function* judgeMutants(file, losses, isWanted = () => true) {
  const own = losses.find(({ declaration: { name } }) => file === `${name}.ts`);
  const mutants = mutantsOf(sourceOf(file), own?.declaration);
  for (const mutant of mutants.filter((_, index) => isWanted(index))) {
    let failed;
    for (const { declaration } of losses) {
      failed = await noticed(declaration.name, { file, source: mutant.source });
      if (failed !== undefined) break;
    }
    yield { file, mutant, failed };
  }
}
