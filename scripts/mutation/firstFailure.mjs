import * as tf from '@tensorflow/tfjs';

import { evaluateLoss } from '../../packages/cli/dist/eval/evaluateRequest.js';
import { contractChecks } from '../../packages/testing/dist/index.js';
import { compareCase, TOLERANCES } from '../parity/compareCase.mjs';

/** @typedef {import('./loadLoss.mjs').AnyLoss} AnyLoss */
/** @typedef {import('./loadLoss.mjs').Check} Check */
/** @typedef {import('../parity/readReferenceCases.mjs').ReferenceCase} ReferenceCase */

/** @param {AnyLoss} loss @param {ReferenceCase} reference @returns {Check} */
function caseCheck(loss, reference) {
  return {
    name: reference.call,
    run() {
      const { value, gradient } = compareCase(reference, ({ inputs, options }) =>
        evaluateLoss(loss, inputs, options),
      );
      if (!(value <= TOLERANCES.value && gradient <= TOLERANCES.gradient)) throw new Error('another value');
    },
  };
}

/**
 * All that the tests check of a loss: the cases of other libraries, the tests of its own file, and the contract's.
 *
 * @param {AnyLoss} loss
 * @param {readonly Check[]} ownChecks
 * @param {readonly ReferenceCase[]} cases
 * @returns {readonly Check[]}
 */
export function checksOf(loss, ownChecks, cases) {
  return [...cases.map((reference) => caseCheck(loss, reference)), ...ownChecks, ...contractChecks(loss)];
}

/** Forgets a gradient that threw: tfjs goes on recording it, and the checks of every later mutant would see that. */
function forgetGradient() {
  const { state } = tf.engine();
  state.gradientDepth = 0;
  state.kernelDepth = 0;
  state.activeTape = [];
}

/** Whether the check passes, without tensors left behind. @param {Check} check */
async function passes({ run }) {
  forgetGradient();
  tf.engine().startScope();
  try {
    await run();
    return true;
  } catch {
    return false;
  } finally {
    tf.engine().endScope();
  }
}

/**
 * The name of the first check that fails, of those that take the shortest.
 *
 * @param {readonly Check[]} checks
 * @param {readonly number[]} durations
 * @returns {Promise<string | undefined>}
 */
export async function fastestFailure(checks, durations) {
  const timed = checks.map((check, index) => ({ check, duration: durations[index] ?? 0 }));
  timed.sort((a, b) => a.duration - b.duration);
  for (const { check } of timed) {
    if (!(await passes(check))) return check.name;
  }
  return undefined;
}

/**
 * How long each check takes, in milliseconds.
 *
 * @param {readonly Check[]} checks
 * @throws Error if one fails.
 */
export async function durationsOf(checks) {
  const durations = [];
  for (const check of checks) {
    const start = performance.now();
    if (!(await passes(check)))
      throw new Error(`expected all checks to pass, got a failure of ${check.name}.`);
    durations.push(performance.now() - start);
  }
  return durations;
}
