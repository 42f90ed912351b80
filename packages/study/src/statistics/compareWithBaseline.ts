import {
  type Chance,
  type GapInterval,
  gapInterval,
  pairedGap,
  type Reference,
  type Sample,
} from './pairedGap.ts';
import { studentQuantile, studentTwoSided } from './studentT.ts';

/** What gaps of so many losses to another are held against that was named beforehand: Student's t, corrected for their number. */
function baselineReference(comparisons: number, seeds: number, level: number): Reference {
  return {
    level,
    criticalValue: studentQuantile(1 - level / 2 / comparisons, seeds - 1),
    distribution: { pValue: (gap) => Math.min(1, comparisons * studentTwoSided(gap, seeds - 1)) },
    comparisons,
  };
}

/** A difference to the baseline with its interval. */
export interface BaselineGap extends GapInterval {
  readonly mean: number;
}

/**
 * Paired differences of losses to one that was named before anything was run: nothing is picked from the data, so that Student's
 * intervals with Bonferroni's correction hold together.
 *
 * @param others - At least one.
 */
export function compareWithBaseline(
  others: readonly Sample[],
  baseline: Sample,
  chance: Chance,
  level: number,
): BaselineGap[] {
  const reference = baselineReference(others.length, chance.seeds, level);
  return others.map((sample) => {
    const gap = pairedGap(sample, baseline);
    return { mean: gap.mean, ...gapInterval(gap, chance, reference) };
  });
}
