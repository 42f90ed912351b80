import { type ScoreGroup, scoreGroups } from '../classification/scoreGroups.ts';
import { mean } from '../mean.ts';
import type { MultilabelFold } from './multilabelMetric.ts';

/**
 * A fold of the mean over labels of an area under the curve of a label; labels that are true of all rows or
 * of none are left out. It keeps all rows, 16 bytes per label and 8 more each.
 */
export function labelAreas(area: (groups: readonly ScoreGroup[]) => number): MultilabelFold {
  const weights: number[] = [];
  const labels: { targets: boolean[]; scores: number[] }[] = [];
  return {
    add(row, weight) {
      weights.push(weight);
      row.forEach(({ target, probability }, label) => {
        const { targets, scores } = labels[label] ?? { targets: [], scores: [] };
        labels[label] = { targets, scores };
        targets.push(target);
        scores.push(probability);
      });
    },
    compute() {
      const areas = labels.map(({ targets, scores }) =>
        area(scoreGroups(scores, weights, (row) => targets[row])),
      );
      return mean(areas.filter((one) => !Number.isNaN(one)));
    },
  };
}
