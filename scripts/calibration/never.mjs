// @ts-check

import { randomStream } from '@losskit/random';
import { fastRandom } from '@losskit/study/statistics';

import { raceLosses } from './raceLosses.mjs';

/**
 * What must not happen even once, in so many random cases.
 *
 * @typedef {object} Never
 * @property {string} what
 * @property {(random: import('@losskit/study/statistics').FastRandom) => boolean} happens In a case that the numbers decide.
 */

/** @param {import('@losskit/study/statistics').FastRandom} random @param {number} below */
function integer(random, below) {
  return Math.floor(random.uniform() * below);
}

/** @type {readonly Never[]} */
export const NEVER = [
  {
    what: 'a loss is called worse for one picture less of 150 in each of five seeds',
    happens(random) {
      const pictures = 150;
      const counts = Array.from({ length: 5 }, () => 100 + integer(random, 50));
      const errors = (/** @type {number} */ less) =>
        Float64Array.from(counts, (count) => (pictures - count + less) / pictures);
      const losses = Array.from({ length: 2 + integer(random, 6) }, (_, loss) => errors(loss === 0 ? 0 : 1));
      return raceLosses(losses, 5, 1 / pictures).worse.includes(true);
    },
  },
  {
    what: 'a loss is called worse than one with a worse mean, with heavy tails, failed runs and races',
    happens(random) {
      const losses = Array.from({ length: 2 + integer(random, 6) }, () => {
        const mean = 2 * random.normal();
        return Float64Array.from({ length: 10 }, () =>
          random.uniform() < 0.1 ? Number.NaN : mean + random.normal() / Math.sqrt(random.chiSquare(2) / 2),
        );
      });
      return raceLosses(losses, 10).claims.some(({ difference }) => difference <= 0);
    },
  },
  {
    what: 'a loss whose metric is NaN is the best, beside one that has a value',
    happens(random) {
      const seeds = 1 + integer(random, 10);
      const losses = Array.from({ length: 2 + integer(random, 4) }, () =>
        new Float64Array(seeds).fill(Number.NaN),
      );
      losses[integer(random, losses.length)]?.forEach((_, seed, own) => {
        own[seed] = 1e6 * random.uniform();
      });
      const { recommended } = raceLosses(losses, seeds);
      return recommended === null || Number.isNaN(losses[recommended]?.[0]);
    },
  },
];

/** How often it happened. @param {Never} never @param {number} cases @param {number} seed */
export function countNever({ happens }, cases, seed) {
  const random = fastRandom(randomStream(seed, 'never'));
  let happened = 0;
  for (let index = 0; index < cases; index++) if (happens(random)) happened++;
  return happened;
}
