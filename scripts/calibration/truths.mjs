// @ts-check

/**
 * @typedef {import('@losskit/study/statistics').FastRandom} FastRandom
 * @typedef {(random: FastRandom, values: readonly Float64Array[], failed: readonly number[][]) => void} Draw Fills the values of each
 *   loss, one per seed, lower is better; and which of its runs failed, where any can.
 * @typedef {{ name: string, resolution?: number, draw: Draw }} Truth
 */

/** @param {readonly Float64Array[]} values @param {(loss: number, seed: number) => number} next */
function fill(values, next) {
  const seeds = values[0]?.length ?? 0;
  for (let loss = 0; loss < values.length; loss++) {
    const own = values[loss] ?? new Float64Array();
    for (let seed = 0; seed < seeds; seed++) own[seed] = next(loss, seed);
  }
}

/** @param {FastRandom} random @param {readonly Float64Array[]} values */
export function drawNormal(random, values) {
  fill(values, () => random.normal());
}

/** Adds to each loss's values what its seed has. @param {readonly Float64Array[]} values @param {(seed: number) => number} next */
function addBySeed(values, next) {
  const seeds = values[0]?.length ?? 0;
  for (let seed = 0; seed < seeds; seed++) {
    const effect = next(seed);
    for (const own of values) own[seed] = (own[seed] ?? 0) + effect;
  }
}

/**
 * Losses of one group share a part of what a seed does to them, and differ by a little of their own.
 *
 * @param {(loss: number, losses: number) => number} groupOf
 * @param {number} own Standard deviation within a group.
 * @returns {Draw}
 */
function inGroups(groupOf, own) {
  return (random, values) => {
    const seeds = values[0]?.length ?? 0;
    for (let seed = 0; seed < seeds; seed++) {
      /** @type {Map<number, number>} */
      const shared = new Map();
      for (let loss = 0; loss < values.length; loss++) {
        const group = groupOf(loss, values.length);
        const effect = shared.get(group) ?? random.normal();
        shared.set(group, effect);
        const row = values[loss];
        if (row) row[seed] = effect + own * random.normal();
      }
    }
  };
}

/** How many of `trials` come true: by looking up a uniform number. @param {number} trials @param {number} probability */
function binomial(trials, probability) {
  const cumulative = new Float64Array(trials + 1);
  let mass = (1 - probability) ** trials;
  let sum = 0;
  for (let count = 0; count <= trials; count++) {
    sum += mass;
    cumulative[count] = sum;
    mass *= ((trials - count) / (count + 1)) * (probability / (1 - probability));
  }
  return (/** @type {FastRandom} */ random) => {
    const uniform = random.uniform();
    let count = 0;
    while (count < trials && (cumulative[count] ?? 1) < uniform) count++;
    return count;
  };
}

/** Error rates on pictures of which each loss errs independently. @param {number} pictures @param {number} error @returns {Draw} */
function independentPictures(pictures, error) {
  const draw = binomial(pictures, error);
  return (random, values) => fill(values, () => draw(random) / pictures);
}

/** Error rates on pictures that are hard or easy for every loss. @param {number} pictures @returns {Draw} */
function sharedPictures(pictures) {
  return (random, values) => {
    const seeds = values[0]?.length ?? 0;
    const error = new Float64Array(pictures);
    for (let seed = 0; seed < seeds; seed++) {
      // A U shape: of most pictures every loss errs rarely or nearly always.
      for (let picture = 0; picture < pictures; picture++)
        error[picture] = 1 / (1 + Math.exp(3 - 2.5 * random.normal()));
      for (const own of values) {
        let wrong = 0;
        for (let picture = 0; picture < pictures; picture++)
          if (random.uniform() < (error[picture] ?? 0)) wrong++;
        own[seed] = wrong / pictures;
      }
    }
  };
}

/** @type {Draw} */
function rarelyDifferent(random, values) {
  fill(values, () => {
    const uniform = random.uniform();
    return uniform < 0.05 ? -1 / 150 : uniform > 0.95 ? 1 / 150 : 0;
  });
  addBySeed(values, () => 0.1 + Math.round(5 * random.normal()) / 150);
}

/** What a failed run counts with: the trivial model's value, beyond that of any run that finished. */
const TRIVIAL = 10;

/**
 * Runs fail at random, and have the trivial model's value, which is about that of every seed.
 *
 * @param {(loss: number, losses: number) => number} shareOf @param {(loss: number) => number} [meanOf] Of the runs that finish. Default 0.
 * @returns {Draw}
 */
export function failing(shareOf, meanOf = () => 0) {
  return (random, values, failed) => {
    for (const seeds of failed) seeds.length = 0;
    fill(values, (loss, seed) => {
      if (random.uniform() >= shareOf(loss, values.length)) return meanOf(loss) + random.normal();
      failed[loss]?.push(seed);
      return TRIVIAL;
    });
    addBySeed(values, () => 0.3 * random.normal());
  };
}

/** A run of one loss, whichever it is, ends far off. @type {Draw} */
function oneCollapsed(random, values, failed) {
  drawNormal(random, values);
  const loss = Math.floor(random.uniform() * values.length);
  const own = values[loss] ?? new Float64Array(1);
  const seed = Math.floor(random.uniform() * own.length);
  own[seed] = TRIVIAL;
  for (const seeds of failed) seeds.length = 0;
  failed[loss]?.push(seed);
}

/** @param {(loss: number, losses: number) => number} spreadOf @returns {Draw} */
function spreads(spreadOf) {
  return (random, values) => fill(values, (loss) => spreadOf(loss, values.length) * random.normal());
}

/** Losses that are equally good in truth: whoever is called worse is called so falsely. @type {readonly Truth[]} */
export const EQUAL_TRUTHS = [
  { name: 'normal', draw: drawNormal },
  {
    name: 'common effect of a seed, five times as large',
    draw(random, values) {
      drawNormal(random, values);
      addBySeed(values, () => 5 * random.normal());
    },
  },
  { name: 'near-duplicate pairs', draw: inGroups((loss) => loss >>> 1, 0.05) },
  { name: 'half of them one cluster', draw: inGroups((loss, losses) => (2 * loss < losses ? 0 : loss), 0.1) },
  {
    name: 'Student’s t with 2 degrees of freedom',
    draw: (random, values) => fill(values, () => random.normal() / Math.sqrt(random.chiSquare(2) / 2)),
  },
  { name: 'lognormal', draw: (random, values) => fill(values, () => Math.exp(random.normal())) },
  { name: 'accuracy, 150 pictures', resolution: 1 / 150, draw: independentPictures(150, 0.1) },
  { name: 'accuracy, 30 pictures', resolution: 1 / 30, draw: independentPictures(30, 0.1) },
  { name: 'accuracy, 150 pictures, hard ones for all', resolution: 1 / 150, draw: sharedPictures(150) },
  { name: 'accuracy, 30 pictures, hard ones for all', resolution: 1 / 30, draw: sharedPictures(30) },
  { name: 'accuracy near 1', resolution: 1 / 150, draw: independentPictures(150, 0.005) },
  { name: 'a picture apart in a tenth of the runs', resolution: 1 / 150, draw: rarelyDifferent },
  { name: '3 % of the runs fail', draw: failing(() => 0.03) },
  { name: '20 % of the runs fail', draw: failing(() => 0.2) },
  { name: 'one run collapses', draw: oneCollapsed },
  { name: 'spreads from 1 to 25', draw: spreads((loss, losses) => 25 ** (loss / (losses - 1))) },
  { name: 'one six times as noisy', draw: spreads((loss) => (loss === 0 ? 6 : 1)) },
  { name: 'half six times as noisy', draw: spreads((loss, losses) => (2 * loss < losses ? 6 : 1)) },
];

/** Standard deviation of a paired difference of two normal losses: the unit of how much worse a loss is. */
const UNIT = Math.SQRT2;

/**
 * Losses some of which are worse in truth, by units of the standard deviation of a paired difference.
 *
 * @type {readonly { name: string, meanOf: (loss: number, losses: number) => number }[]}
 */
export const PARTIAL_TRUTHS = [
  { name: 'half worse by 1 sd', meanOf: (loss, losses) => (2 * loss < losses ? 0 : UNIT) },
  { name: 'half worse by 3 sd', meanOf: (loss, losses) => (2 * loss < losses ? 0 : 3 * UNIT) },
  { name: 'two equal, the others worse by 0.5 sd', meanOf: (loss) => (loss < 2 ? 0 : 0.5 * UNIT) },
  { name: 'two equal, the others worse by 5 sd', meanOf: (loss) => (loss < 2 ? 0 : 5 * UNIT) },
  { name: 'each worse than the one before by 0.1 sd', meanOf: (loss) => 0.1 * UNIT * loss },
  { name: 'each worse than the one before by 0.5 sd', meanOf: (loss) => 0.5 * UNIT * loss },
];

/**
 * Losses that fail at times, and the true means that this gives them, by the share that fails and the mean of those that finish.
 *
 * @type {readonly { name: string, shareOf: (loss: number, losses: number) => number, finishedOf: (loss: number, losses: number) => number }[]}
 */
export const FAILING_TRUTHS = [
  {
    name: 'half fail in a fifth of the runs, else equal',
    shareOf: (loss, losses) => (2 * loss < losses ? 0 : 0.2),
    finishedOf: () => 0,
  },
  {
    name: 'half fail in a tenth of the runs, else worse by 3 sd',
    shareOf: (loss, losses) => (2 * loss < losses ? 0 : 0.1),
    finishedOf: (loss, losses) => (2 * loss < losses ? 0 : 3 * UNIT),
  },
];

/** The true mean of a loss that fails at times. @param {number} share @param {number} finished */
export function meanWithFailures(share, finished) {
  return (1 - share) * finished + share * TRIVIAL;
}

/** Normal values around means. @param {readonly number[]} means @returns {Draw} */
export function around(means) {
  return (random, values) => fill(values, (loss) => (means[loss] ?? 0) + random.normal());
}

/** One loss worse by so many standard deviations of a paired difference, the others equal. @param {number} losses @param {number} effect */
export function oneWorse(losses, effect) {
  return Array.from({ length: losses }, (_, loss) => (loss === losses - 1 ? effect * UNIT : 0));
}

/** A third of the losses worse by so many standard deviations of a paired difference, the others equal. @param {number} losses @param {number} effect */
export function thirdWorse(losses, effect) {
  return Array.from({ length: losses }, (_, loss) => (3 * loss < losses ? effect * UNIT : 0));
}
