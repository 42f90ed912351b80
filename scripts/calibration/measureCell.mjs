// @ts-check

import { randomStream } from '@losskit/random';
import { fastRandom } from '@losskit/study/statistics';

import { CELLS } from './cells.mjs';

/** @typedef {{ repetitions: number, rates: Readonly<Record<string, number>> }} Measured What was counted, by the repetitions. */

/**
 * Measures one of the cells.
 *
 * @param {number} index
 * @param {number} asked Repetitions, before the cell's own share.
 * @param {number} seed
 * @returns {Measured}
 */
export function measureCell(index, asked, seed) {
  const cell = CELLS[index];
  if (!cell) throw new RangeError(`measureCell: expected an index below ${CELLS.length}, got ${index}.`);
  const repetitions = Math.max(1, Math.round(asked * cell.share));
  const counts = cell.measure(fastRandom(randomStream(seed, 'calibration', index)), repetitions);
  const rates = Object.entries(counts).map(([name, count]) => [name, count / repetitions]);
  return { repetitions, rates: Object.fromEntries(rates) };
}

/**
 * What of a cell is beyond its bounds, as `worse 0.061`.
 *
 * @param {import('./cells.mjs').Cell} cell
 * @param {Measured} measured
 * @param {number} [standardErrors] Granted to chance. Default 0.
 * @returns {string[]}
 */
export function beyondBounds({ bounds }, { rates, repetitions }, standardErrors = 0) {
  return Object.entries(bounds).flatMap(([name, bound]) => {
    const rate = rates[name] ?? Number.NaN;
    const limit = 'atMost' in bound ? bound.atMost : bound.atLeast;
    const slack = standardErrors * Math.sqrt((limit * (1 - limit)) / repetitions);
    const isWithin = 'atMost' in bound ? rate <= limit + slack : rate >= limit - slack;
    return isWithin ? [] : [`${name} ${rate.toFixed(4)}`];
  });
}
