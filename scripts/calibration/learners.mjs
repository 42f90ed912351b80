// @ts-check

/** @typedef {import('@losskit/study/statistics').FastRandom} FastRandom */

const ROWS = 200;
const TEST_ROWS = 40;
const TRAIN_ROWS = 120;

/** Of a mean over seeds that split one data set: test rows by training rows. */
export const SHARED_BY_SPLITS = TEST_ROWS / TRAIN_ROWS;

/** Puts rows in random order. @param {FastRandom} random @param {Uint16Array} rows */
function shuffle(random, rows) {
  for (let last = rows.length - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    const kept = rows[last] ?? 0;
    rows[last] = rows[other] ?? 0;
    rows[other] = kept;
  }
}

/**
 * Learners on random splits of one data set: each has a feature of its own and fits a line by least squares. All features matter
 * equally, so the learners are equally good in the long run, but not on these rows, which every split shares.
 *
 * @param {FastRandom} random
 * @param {readonly Float64Array[]} values Takes the test RMSE of each learner, one per seed.
 */
export function drawSplits(random, values) {
  const learners = values.length;
  const features = Array.from({ length: learners }, () => Float64Array.from({ length: ROWS }, random.normal));
  const targets = Float64Array.from({ length: ROWS }, (_, row) =>
    features.reduce((sum, feature) => sum + (feature[row] ?? 0), random.normal()),
  );
  const rows = Uint16Array.from({ length: ROWS }, (_, row) => row);
  const seeds = values[0]?.length ?? 0;
  for (let seed = 0; seed < seeds; seed++) {
    shuffle(random, rows);
    for (const [learner, feature] of features.entries()) {
      let [sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0];
      for (let index = 0; index < TRAIN_ROWS; index++) {
        const row = rows[index] ?? 0;
        const [x, y] = [feature[row] ?? 0, targets[row] ?? 0];
        sumX += x;
        sumY += y;
        sumXX += x * x;
        sumXY += x * y;
      }
      const slope = (TRAIN_ROWS * sumXY - sumX * sumY) / (TRAIN_ROWS * sumXX - sumX * sumX);
      const intercept = (sumY - slope * sumX) / TRAIN_ROWS;
      let squares = 0;
      for (let index = ROWS - TEST_ROWS; index < ROWS; index++) {
        const row = rows[index] ?? 0;
        squares += ((targets[row] ?? 0) - intercept - slope * (feature[row] ?? 0)) ** 2;
      }
      const own = values[learner];
      if (own) own[seed] = Math.sqrt(squares / TEST_ROWS);
    }
  }
}

const FIXED_ROWS = 100;
/** Of a model's output from seed to seed, where that from row to row has 1: what is told by seeds alone is told of these rows alone. */
const SEED_NOISE = 0.3;

/**
 * Judged on test rows that are the same for all seeds.
 *
 * @typedef {object} FixedTest
 * @property {string} name
 * @property {number} [resolution]
 * @property {(output: number) => number} rowLoss What a row adds, by an output whose mean over all rows there are is 0.
 * @property {(mean: number) => number} metricOf The metric, by the mean of the above.
 */

/** @type {readonly FixedTest[]} */
export const FIXED_TESTS = [
  {
    name: 'accuracy',
    resolution: 1 / FIXED_ROWS,
    rowLoss: (output) => (output > 1.3 ? 1 : 0),
    metricOf: (mean) => mean,
  },
  { name: 'RMSE', rowLoss: (output) => output * output, metricOf: Math.sqrt },
];

/**
 * Learners that are equally good on all rows there are, but not on those of the test part.
 *
 * @param {FixedTest} fixedTest
 * @param {FastRandom} random
 * @param {readonly { values: Float64Array, withoutRows: Float64Array }[]} samples Takes the metric of each learner, one per seed, and its
 *   mean over the seeds without each row in turn.
 */
export function drawFixedTest({ rowLoss, metricOf }, random, samples) {
  const difficulty = Float64Array.from({ length: FIXED_ROWS }, () => 0.5 * random.normal());
  const losses = new Float64Array(FIXED_ROWS);
  for (const { values, withoutRows } of samples) {
    const outputs = difficulty.map((shared) => shared + random.normal());
    withoutRows.fill(0);
    for (let seed = 0; seed < values.length; seed++) {
      let sum = 0;
      for (let row = 0; row < FIXED_ROWS; row++) {
        const loss = rowLoss((outputs[row] ?? 0) + SEED_NOISE * random.normal());
        losses[row] = loss;
        sum += loss;
      }
      values[seed] = metricOf(sum / FIXED_ROWS);
      for (let row = 0; row < FIXED_ROWS; row++)
        withoutRows[row] =
          (withoutRows[row] ?? 0) + metricOf((sum - (losses[row] ?? 0)) / (FIXED_ROWS - 1)) / values.length;
    }
  }
}

/** Room for so many learners. @param {number} learners @param {number} seeds */
export function fixedTestSamples(learners, seeds) {
  return Array.from({ length: learners }, () => ({
    values: new Float64Array(seeds),
    withoutRows: new Float64Array(FIXED_ROWS),
  }));
}
