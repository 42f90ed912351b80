import { checkWholeRows, checkWidth } from '../batchChecks.ts';
import { type BatchKind, checkedMetric } from '../checkedMetric.ts';
import { checkClassificationBatch } from '../classification/checkClassificationBatch.ts';
import { classCounts } from '../classification/classCounts.ts';
import { confusionCounts } from '../classification/confusionCounts.ts';
import type { MaskBatch } from '../Metric.ts';
import { mean } from '../mean.ts';
import { metricWithOptions, oneOf } from '../metricWithOptions.ts';
import { runningMean } from '../runningMean.ts';

const kind: BatchKind<MaskBatch> = {
  check(where, batch) {
    checkClassificationBatch(where, batch);
    checkWidth(where, 'places', batch.places);
    checkWholeRows(where, 'labels', batch.labels, batch.places);
  },
  rows: ({ labels }) => labels.length,
  width: { name: 'classes', of: ({ classes }) => classes },
};

export interface DiceScoreOptions {
  /** `all` classes count, or `foreground`: all but class 0. Default `all`. */
  readonly classes: 'all' | 'foreground';
}

/**
 * Dice score of pictures: the mean over pictures of the mean over the classes that a picture has among its
 * labels of 2·TP / (2·TP + FP + FN), over its pixels.
 *
 * From 0 to 1, higher is better; each picture weighs the same, however large what it shows, and what is
 * predicted where no label is counts only against the other classes. Pictures without such a class are left
 * out; NaN where all are. The same ratio over the pixels of all pictures is `macroF1`. Batches hold whole
 * pictures.
 *
 * @see MONAI, `DiceMetric`; `foreground` is its `include_background=False`
 */
export const diceScore = metricWithOptions<MaskBatch, DiceScoreOptions, 'diceScore'>(
  { name: 'diceScore', higherIsBetter: true, bounds: [0, 1] },
  { classes: 'all' },
  { classes: oneOf(['all', 'foreground']) },
  (description, options) =>
    checkedMetric(description, kind, () => {
      const scores = runningMean();
      const pictures = new Map<number, ReturnType<typeof confusionCounts>>();
      return {
        add({ labels, probabilities, classes, places }, row, weight) {
          const picture = Math.floor(row / places);
          const counts = pictures.get(picture) ?? confusionCounts();
          pictures.set(picture, counts);
          counts.add(labels[row] ?? 0, probabilities.subarray(row * classes, (row + 1) * classes), weight);
        },
        endBatch() {
          for (const counts of pictures.values()) {
            const present = classCounts(counts.compute())
              .slice(options.classes === 'all' ? 0 : 1)
              .filter(({ labelled }) => labelled > 0);
            if (present.length === 0) continue;
            const dices = present.map(
              ({ truePositives, labelled, predicted }) => (2 * truePositives) / (labelled + predicted),
            );
            scores.add(mean(dices));
          }
          pictures.clear();
        },
        compute: scores.compute,
      };
    }),
);
