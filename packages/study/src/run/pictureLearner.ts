import { type ImagePart, type ImageTask, oneHotRows, pngDataUri, type Rows, rowSize } from '@losskit/data';
import {
  accuracy,
  confusionMatrix,
  evaluateMetrics,
  expectedCalibrationError,
  logLoss,
  macroF1,
} from '@losskit/metrics';

import type { LossExpression } from '../lossExpression.ts';
import type { MisclassifiedPicture } from '../result.ts';
import type { Learner } from './Learner.ts';
import { lossLink } from './lossLink.ts';
import { predictRows } from './predictRows.ts';
import type { TaskPlan } from './taskPlan.ts';

/** The panel that classifiers are judged by. */
export const CLASSIFICATION_METRICS = [accuracy, macroF1, logLoss, expectedCalibrationError];

const PICTURES_KEPT = 12;

function classIdRows(labels: Int32Array): Rows<Int32Array> {
  return { values: labels, rowShape: [] };
}

/** The pictures whose most probable class is wrong, those that the model was surest of first. */
function misclassifiedPictures(
  { names, labels, inputs, rows }: ImagePart,
  probabilities: Float32Array,
): MisclassifiedPicture[] {
  const classes = probabilities.length / rows;
  const size = rowSize(inputs);
  const [height = 0, width = 0] = inputs.rowShape;
  const wrong = Array.from({ length: rows }, (_, row) => {
    const ofRow = probabilities.subarray(row * classes, (row + 1) * classes);
    const probability = Math.max(...ofRow);
    return { row, label: labels[row] ?? 0, predicted: ofRow.indexOf(probability), probability };
  }).filter(({ label, predicted }) => label !== predicted);
  return wrong
    .sort((a, b) => b.probability - a.probability || a.row - b.row)
    .slice(0, PICTURES_KEPT)
    .map(({ row, ...found }) => ({
      ...found,
      name: names[row] ?? '',
      picture: pngDataUri(inputs.values.subarray(row * size, (row + 1) * size), width, height),
    }));
}

/** Trains a classifier on pictures, its scores linked to the loss as the loss's declaration asks. */
export function pictureLearner(
  task: ImageTask,
  { loss }: LossExpression,
  plan: TaskPlan,
  seed: number,
  keepPictures: boolean,
): Learner {
  const split = task.split(seed);
  const classes = task.classNames.length;
  const link = lossLink(loss.declaration);
  const model = plan.model.create(seed);
  const targets =
    link.targets === 'one-hot' ? oneHotRows(split.train.labels, classes) : classIdRows(split.train.labels);

  async function predict(part: ImagePart) {
    const probabilities = await predictRows(part.inputs, (inputs) =>
      link.toProbabilities(model.predict(inputs, { training: false })),
    );
    return { labels: part.labels, probabilities, classes };
  }

  return {
    model,
    train: { rows: split.train.rows, inputs: split.train.inputs, targets },
    loss: (labels, scores) => loss.evaluate([labels, link.toPrediction(scores)]),
    evaluate: async (part) => evaluateMetrics(CLASSIFICATION_METRICS, await predict(split[part])),
    async describe() {
      const batch = await predict(split.test);
      const confusions = confusionMatrix.create();
      confusions.update(batch);
      const confusion = confusions.compute();
      return keepPictures
        ? { confusion, misclassified: misclassifiedPictures(split.test, batch.probabilities) }
        : { confusion };
    },
  };
}
