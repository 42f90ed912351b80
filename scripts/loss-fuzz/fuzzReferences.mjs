import { setImmediate as nextTurn } from 'node:timers/promises';

import { randomStream } from '../../packages/random/dist/index.js';
import { fuzzLoss } from '../../packages/testing/dist/index.js';

/** @typedef {import('../../packages/testing/dist/index.js').LossAndReference} LossAndReference */

/** How far numbers go, as powers of ten: above subnormal numbers, which native counts as 0. */
const REACH = { low: -37, high: 30 };

/** Mismatches that are enough to see what is wrong. */
const ENOUGH = 20;

/**
 * Calls the losses in turn, one random call each, until `goesOn` says no.
 *
 * @param {readonly LossAndReference[]} references
 * @param {number} seed
 * @param {(calls: number) => boolean} goesOn
 */
export async function fuzzReferences(references, seed, goesOn) {
  /** @type {Map<string, { calls: number, numbers: number }>} */
  const counts = new Map();
  /** @type {{ name: string, disagreement: string, line: string }[]} */
  const mismatches = [];
  const streams = references.map(({ loss }) => randomStream(seed, `loss fuzz ${loss.declaration.name}`));
  for (let made = 0; goesOn(made) && mismatches.length < ENOUGH; made += 1) {
    // Memory of a graphics device is given back between two turns of the event loop.
    await nextTurn();
    const index = made % references.length;
    const [reference, stream] = [references[index], streams[index]];
    if (!reference || !stream) break;
    const { name } = reference.loss.declaration;
    const { compared, mismatch } = fuzzLoss(reference, REACH, stream);
    const { calls, numbers } = counts.get(name) ?? { calls: 0, numbers: 0 };
    counts.set(name, { calls: calls + 1, numbers: numbers + compared });
    if (mismatch) mismatches.push({ name, ...mismatch });
  }
  return { counts, mismatches };
}
