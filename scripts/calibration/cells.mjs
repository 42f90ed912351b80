// @ts-check

import { looksOf } from '@losskit/study/statistics';

import { FIXED_TESTS } from './learners.mjs';
import {
  LEVEL,
  ofEqual,
  ofFixedTest,
  ofPartial,
  ofPower,
  ofRace,
  ofRacedPower,
  ofSplits,
} from './measures.mjs';
import {
  around,
  drawNormal,
  EQUAL_TRUTHS,
  FAILING_TRUTHS,
  failing,
  meanWithFailures,
  oneWorse,
  PARTIAL_TRUTHS,
  thirdWorse,
} from './truths.mjs';

/**
 * One thing that is measured.
 *
 * @typedef {object} Cell
 * @property {Group} group
 * @property {string} truth
 * @property {number} losses
 * @property {number | 'auto'} seeds
 * @property {number} share Of the repetitions that are asked for: what takes long gets fewer.
 * @property {Readonly<Record<string, { atMost: number } | { atLeast: number }>>} bounds By what is counted.
 * @property {import('./measures.mjs').Measure} measure
 *
 * @typedef {'equal' | 'partial' | 'splits' | 'fixed test' | 'race' | 'power' | 'raced power' | 'curve'} Group
 */

/** 0.05 and two standard errors of 4,000 repetitions. */
const FALSE_CLAIMS = { atMost: 0.057 };
const COVERED = { atLeast: 0.943 };
const LOSSES = [2, 7, 15, 44];
const SEEDS = [3, 5, 10, 20];

/** @type {Cell[]} */
const equal = EQUAL_TRUTHS.flatMap(({ name, resolution = 0, draw }) =>
  LOSSES.flatMap((losses) =>
    SEEDS.map((seeds) => ({
      group: /** @type {const} */ ('equal'),
      truth: name,
      losses,
      seeds,
      share: 1,
      bounds: { worse: FALSE_CLAIMS },
      measure: ofEqual(draw, resolution, losses, seeds),
    })),
  ),
);

/** @type {Cell[]} */
const partial = PARTIAL_TRUTHS.flatMap(({ name, meanOf }) =>
  LOSSES.flatMap((losses) =>
    SEEDS.map((seeds) => {
      const means = Array.from({ length: losses }, (_, loss) => meanOf(loss, losses));
      return {
        group: /** @type {const} */ ('partial'),
        truth: name,
        losses,
        seeds,
        share: 1,
        bounds: { worse: FALSE_CLAIMS, covered: COVERED },
        measure: ofPartial(around(means), means, seeds),
      };
    }),
  ),
);

/** @type {Cell[]} */
const failures = FAILING_TRUTHS.flatMap(({ name, shareOf, finishedOf }) =>
  LOSSES.flatMap((losses) =>
    SEEDS.map((seeds) => {
      const all = Array.from({ length: losses }, (_, loss) => loss);
      const shares = all.map((loss) => shareOf(loss, losses));
      const finished = all.map((loss) => finishedOf(loss, losses));
      const means = all.map((loss) => meanWithFailures(shares[loss] ?? 0, finished[loss] ?? 0));
      const draw = failing(
        (loss) => shares[loss] ?? 0,
        (loss) => finished[loss] ?? 0,
      );
      return {
        group: /** @type {const} */ ('partial'),
        truth: name,
        losses,
        seeds,
        share: 1,
        // Ranges of what fails rarely cannot cover a mean that no run of a comparison may show.
        bounds: { worse: FALSE_CLAIMS },
        measure: ofPartial(draw, means, seeds),
      };
    }),
  ),
);

/** @type {Cell[]} */
const splits = [2, 7].flatMap((losses) =>
  [5, 10, 20].map((seeds) => ({
    group: /** @type {const} */ ('splits'),
    truth: 'splits of one data set',
    losses,
    seeds,
    share: 0.5,
    bounds: { worse: FALSE_CLAIMS },
    measure: ofSplits(losses, seeds),
  })),
);

/** @type {Cell[]} */
const fixedTests = FIXED_TESTS.flatMap((fixedTest) =>
  [2, 7].flatMap((losses) =>
    [5, 10, 20].map((seeds) => ({
      group: /** @type {const} */ ('fixed test'),
      truth: `one test part, ${fixedTest.name}`,
      losses,
      seeds,
      share: 0.5,
      bounds: { worse: { atMost: 0.07 } },
      measure: ofFixedTest(fixedTest, losses, seeds),
    })),
  ),
);

/** @type {Cell[]} */
const races = /** @type {const} */ (['auto', 10, 20]).flatMap((seeds) =>
  [3, 9, 15, 45].flatMap((losses) => {
    const most = looksOf(seeds).at(-1)?.seeds ?? 0;
    const means = thirdWorse(losses, 4);
    const cell = { group: /** @type {const} */ ('race'), losses, seeds, share: 1 / 3 };
    // Of 45 losses the first look, at five seeds, finds too few of those that are 4 sd worse.
    const saves = seeds === 'auto' && losses <= 15;
    return [
      {
        ...cell,
        truth: 'all equal',
        bounds: { worse: FALSE_CLAIMS },
        measure: ofRace(
          drawNormal,
          means.map(() => 0),
          seeds,
          most,
        ),
      },
      {
        ...cell,
        truth: 'a third worse by 4 sd',
        bounds: { worse: FALSE_CLAIMS, ...(saves && { saved: { atLeast: 0.2 } }) },
        measure: ofRace(around(means), means, seeds, most),
      },
    ];
  }),
);

const POWER = [
  { losses: 2, seeds: 10, effect: 1, atLeast: 0.79 },
  { losses: 7, seeds: 10, effect: 1, atLeast: 0.53 },
  { losses: 15, seeds: 10, effect: 2, atLeast: 0.93 },
  { losses: 44, seeds: 20, effect: 1, atLeast: 0.83 },
];

/** @type {Cell[]} */
const power = POWER.flatMap(({ losses, seeds, effect, atLeast }) => {
  const draw = around(oneWorse(losses, effect));
  const cell = { truth: `${effect} sd`, losses, seeds };
  return [
    {
      ...cell,
      group: /** @type {const} */ ('power'),
      share: 1,
      bounds: { found: { atLeast } },
      measure: ofPower(draw, losses, seeds, LEVEL),
    },
    {
      ...cell,
      group: /** @type {const} */ ('raced power'),
      share: 1 / 3,
      bounds: {},
      measure: ofRacedPower(draw, losses, seeds),
    },
  ];
});

/** Effects at which curves are drawn, in standard deviations of a paired difference. */
export const EFFECTS = Array.from({ length: 17 }, (_, index) => index / 4);

/** @type {Cell[]} */
const curves = LOSSES.flatMap((losses) =>
  [5, 10, 20].flatMap((seeds) =>
    EFFECTS.map((effect) => ({
      group: /** @type {const} */ ('curve'),
      truth: String(effect),
      losses,
      seeds,
      share: 1 / 3,
      bounds: {},
      measure: ofPower(
        around(oneWorse(losses, effect)),
        losses,
        seeds,
        looksOf(seeds).at(-1)?.level ?? LEVEL,
      ),
    })),
  ),
);

/** Everything that is measured. */
export const CELLS = [
  ...equal,
  ...partial,
  ...failures,
  ...splits,
  ...fixedTests,
  ...races,
  ...power,
  ...curves,
];
