// @ts-check

import { compareWithBest } from '@losskit/study/statistics';

import { drawFixedTest, drawSplits, fixedTestSamples, SHARED_BY_SPLITS } from './learners.mjs';
import { pickedBest } from './pickedBest.mjs';
import { raceLosses } from './raceLosses.mjs';

/**
 * @typedef {import('@losskit/study/statistics').Chance} Chance
 * @typedef {import('@losskit/study/statistics').FastRandom} FastRandom
 * @typedef {import('@losskit/study/statistics').Sample} Sample
 * @typedef {import('./learners.mjs').FixedTest} FixedTest
 * @typedef {import('./truths.mjs').Draw} Draw
 * @typedef {Record<string, number>} Counts By what happened, in how many of the repetitions; `saved` is a sum of fractions.
 * @typedef {(random: FastRandom, repetitions: number) => Counts} Measure
 */

export const LEVEL = 0.05;

/** Samples to fill again and again. @param {number} losses @param {number} seeds */
function samplesFor(losses, seeds) {
  const samples = Array.from({ length: losses }, () => ({
    values: new Float64Array(seeds),
    withoutRows: new Float64Array(),
    failed: /** @type {number[]} */ ([]),
  }));
  return {
    samples,
    values: samples.map(({ values }) => values),
    failed: samples.map(({ failed }) => failed),
  };
}

/**
 * How often some loss is called worse, where none is.
 *
 * @param {readonly Sample[]} samples
 * @param {Chance} chance
 * @param {(random: FastRandom) => void} draw Fills the samples.
 * @returns {Measure}
 */
function falselyWorse(samples, chance, draw) {
  const values = samples.map((sample) => sample.values);
  return (random, repetitions) => {
    const counts = { worse: 0, picked: 0 };
    for (let repetition = 0; repetition < repetitions; repetition++) {
      draw(random);
      // A loss all of whose runs failed is called failed, and compared with nothing.
      const compared = samples.filter(({ failed = [] }) => failed.length < chance.seeds);
      if (compared.length >= 2 && compareWithBest(compared, chance, LEVEL).gaps.some(({ low }) => low > 0))
        counts.worse++;
      if (pickedBest(values, LEVEL).includes(true)) counts.picked++;
    }
    return counts;
  };
}

/** @param {Draw} draw @param {number} resolution @param {number} losses @param {number} seeds */
export function ofEqual(draw, resolution, losses, seeds) {
  const { samples, values, failed } = samplesFor(losses, seeds);
  return falselyWorse(samples, { seeds, variance: 1 / seeds, resolution }, (random) =>
    draw(random, values, failed),
  );
}

/** @param {number} losses @param {number} seeds */
export function ofSplits(losses, seeds) {
  const { samples, values } = samplesFor(losses, seeds);
  const chance = { seeds, variance: 1 / seeds + SHARED_BY_SPLITS, resolution: 0 };
  return falselyWorse(samples, chance, (random) => drawSplits(random, values));
}

/** @param {FixedTest} fixedTest @param {number} losses @param {number} seeds */
export function ofFixedTest(fixedTest, losses, seeds) {
  const samples = fixedTestSamples(losses, seeds);
  const chance = { seeds, variance: 1 / seeds, resolution: fixedTest.resolution ?? 0 };
  return falselyWorse(samples, chance, (random) => drawFixedTest(fixedTest, random, samples));
}

/**
 * How often a loss is called worse than one that is no better, and how often all ranges hold the true difference.
 *
 * @param {Draw} draw @param {readonly number[]} means The truth. @param {number} seeds
 * @returns {Measure}
 */
export function ofPartial(draw, means, seeds) {
  const { samples, values, failed } = samplesFor(means.length, seeds);
  const chance = { seeds, variance: 1 / seeds, resolution: 0 };
  return (random, repetitions) => {
    const counts = { worse: 0, picked: 0, covered: 0 };
    for (let repetition = 0; repetition < repetitions; repetition++) {
      draw(random, values, failed);
      const { best, gaps } = compareWithBest(samples, chance, LEVEL);
      const truths = means.map((mean) => mean - (means[best] ?? 0));
      if (gaps.some(({ low }, loss) => low > 0 && (truths[loss] ?? 0) <= 0)) counts.worse++;
      if (gaps.every(({ low, high }, loss) => low <= (truths[loss] ?? 0) && (truths[loss] ?? 0) <= high))
        counts.covered++;
      if (pickedBest(values, LEVEL).some((worse, loss) => worse && (truths[loss] ?? 0) <= 0)) counts.picked++;
    }
    return counts;
  };
}

/**
 * How often a race calls a loss worse that is among the best, and the fraction of the runs that it saves.
 *
 * @param {Draw} draw @param {readonly number[]} means The truth. @param {number | 'auto'} seeds @param {number} most Seeds that a loss can be given.
 * @returns {Measure}
 */
export function ofRace(draw, means, seeds, most) {
  const { values, failed } = samplesFor(means.length, most);
  const least = Math.min(...means);
  return (random, repetitions) => {
    const counts = { worse: 0, saved: 0 };
    for (let repetition = 0; repetition < repetitions; repetition++) {
      draw(random, values, failed);
      const { worse, runs } = raceLosses(values, seeds);
      if (worse.some((isWorse, loss) => isWorse && means[loss] === least)) counts.worse++;
      counts.saved += 1 - runs / (means.length * most);
    }
    return counts;
  };
}

/**
 * How often the last loss, which is worse, is called worse: at one look.
 *
 * @param {Draw} draw @param {number} losses @param {number} seeds @param {number} level
 * @returns {Measure}
 */
export function ofPower(draw, losses, seeds, level) {
  const { samples, values, failed } = samplesFor(losses, seeds);
  const chance = { seeds, variance: 1 / seeds, resolution: 0 };
  return (random, repetitions) => {
    let found = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      draw(random, values, failed);
      if ((compareWithBest(samples, chance, level).gaps[losses - 1]?.low ?? 0) > 0) found++;
    }
    return { found };
  };
}

/**
 * The same with the looks of a race.
 *
 * @param {Draw} draw @param {number} losses @param {number} seeds
 * @returns {Measure}
 */
export function ofRacedPower(draw, losses, seeds) {
  const { values, failed } = samplesFor(losses, seeds);
  return (random, repetitions) => {
    let found = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      draw(random, values, failed);
      if (raceLosses(values, seeds).worse[losses - 1]) found++;
    }
    return { found };
  };
}
