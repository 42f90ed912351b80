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
 * The name of the first check that a loss fails, of all that the tests run on it: the cases of other libraries, the tests
 * of its own file, and the contract's.
 *
 * @param {AnyLoss} loss
 * @param {readonly Check[]} ownChecks
 * @param {readonly ReferenceCase[]} cases
 * @returns {Promise<string | undefined>}
 */
export async function firstFailure(loss, ownChecks, cases) {
  const checks = [
    ...cases.map((reference) => caseCheck(loss, reference)),
    ...ownChecks,
    ...contractChecks(loss),
  ];
  for (const { name, run } of checks) {
    tf.engine().startScope();
    try {
      await run();
    } catch {
      return name;
    } finally {
      tf.engine().endScope();
    }
  }
  return undefined;
}
