// @ts-check

import { openRace } from '@losskit/study/statistics';

/** @typedef {import('@losskit/study/statistics').MeasuredLoss} MeasuredLoss */

const METRIC = 'metric';
/** The values of this metric have no bounds and no trivial model; every difference beyond chance matters. */
const RANKING = /** @type {const} */ ({
  metric: METRIC,
  higherIsBetter: false,
  confidence: 0.95,
  boundsOf: () => undefined,
  variance: (/** @type {number} */ seeds) => 1 / seeds,
  sampling: 'fresh',
  margin: 0,
  baseline: undefined,
});
const NO_SEARCH = {
  candidates: [],
  range: /** @type {const} */ ([1, 1]),
  decades: 0,
  failedShare: 0,
  atEdge: false,
};

/** @param {string} loss @param {Float64Array} values @returns {MeasuredLoss} */
function measured(loss, values) {
  const seeds = [...values];
  return {
    loss,
    learningRate: 1,
    search: NO_SEARCH,
    values: { [METRIC]: seeds },
    trivial: { [METRIC]: seeds.map(() => null) },
    reasons: seeds.map(() => ''),
    weights: seeds.map(() => ''),
    converged: true,
    jackknife: seeds.map(() => []),
    exact: null,
  };
}

/**
 * Races losses whose values are known, as a comparison does it.
 *
 * @param {readonly Float64Array[]} values By loss, one per seed; lower is better.
 * @param {number | 'auto'} seeds
 * @param {number} [resolution] Step in which the values move. Default 0.
 */
export function raceLosses(values, seeds, resolution = 0) {
  const race = openRace({ ...RANKING, seeds, resolution });
  let names = values.map((_, loss) => String(loss));
  let runs = 0;
  let before = 0;
  for (const look of race.looks) {
    runs += names.length * (look.seeds - before);
    before = look.seeds;
    const soFar = (/** @type {string} */ name) =>
      values[Number(name)]?.subarray(0, look.seeds) ?? new Float64Array();
    names = [...race.look(names.map((name) => measured(name, soFar(name))))];
    if (names.length === 0) break;
  }
  const { results, recommended } = race.verdicts();
  const claims = results.flatMap(({ loss, verdict, difference }) =>
    difference && (verdict === 'worse' || verdict === 'slightly worse')
      ? [{ loss: Number(loss), difference: difference.mean }]
      : [],
  );
  return {
    /** Losses that were called worse, and how far behind the best they were. */
    claims,
    /** Whether each of the losses was. */
    worse: values.map((_, loss) => claims.some((claim) => claim.loss === loss)),
    /** Runs that were needed. */
    runs,
    recommended: recommended === null ? null : Number(recommended),
  };
}
