// @ts-check

import { studentQuantile } from '@losskit/study/statistics';

/**
 * Holm's correction: which tests are rejected, so that the chance of any false rejection stays below `level`.
 *
 * @param {readonly number[]} pValues @param {number} level
 * @returns {boolean[]}
 * @see S. Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979, Scandinavian Journal of Statistics 6
 */
export function holm(pValues, level) {
  return holmBy(pValues, (pValue, remaining) => pValue * remaining < level);
}

/**
 * @param {readonly number[]} pValues Or anything of the same order.
 * @param {(value: number, remaining: number) => boolean} isRejected
 */
function holmBy(pValues, isRejected) {
  const rejected = pValues.map(() => false);
  const order = pValues.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  for (const [place, { value, index }] of order.entries()) {
    if (!isRejected(value, pValues.length - place)) break;
    rejected[index] = true;
  }
  return rejected;
}

/** @type {Map<string, number>} */
const quantiles = new Map();

/** The t whose two-sided p value is `level`. @param {number} level @param {number} degrees */
function criticalT(level, degrees) {
  const key = `${level} ${degrees}`;
  const known = quantiles.get(key) ?? studentQuantile(1 - level / 2, degrees);
  quantiles.set(key, known);
  return known;
}

/**
 * What is often done, and was here: a paired t test of each loss with the one that has the best mean, and Holm's correction. It
 * takes no account of the best being picked from the same numbers. A difference without spread is told by flipping signs.
 *
 * @param {readonly Float64Array[]} values By loss, one per seed; lower is better.
 * @param {number} level
 * @returns {boolean[]} Whether each is called worse.
 */
export function pickedBest(values, level) {
  const seeds = values[0]?.length ?? 0;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [loss, own] of values.entries()) {
    let sum = 0;
    for (const value of own) sum += value;
    if (sum < least) [best, least] = [loss, sum];
  }
  const reference = values[best] ?? new Float64Array();
  const others = values.flatMap((_, loss) => (loss === best ? [] : [loss]));
  // Less is more significant, as of p values. A difference without spread has −2 / 2ⁿ⁻¹ off the scale of −t below.
  const statistics = others.map((loss) => {
    const own = values[loss] ?? new Float64Array();
    let sum = 0;
    for (let seed = 0; seed < seeds; seed++) sum += (own[seed] ?? 0) - (reference[seed] ?? 0);
    const mean = sum / seeds;
    let squares = 0;
    for (let seed = 0; seed < seeds; seed++)
      squares += ((own[seed] ?? 0) - (reference[seed] ?? 0) - mean) ** 2;
    if (squares === 0) return mean === 0 ? 0 : -criticalT(2 ** (1 - seeds), seeds - 1);
    return -Math.abs(mean) / Math.sqrt(squares / (seeds - 1) / seeds);
  });
  const worse = values.map(() => false);
  const rejected = holmBy(statistics, (value, remaining) => -value > criticalT(level / remaining, seeds - 1));
  for (const [index, isWorse] of rejected.entries()) worse[others[index] ?? -1] = isWorse;
  return worse;
}
