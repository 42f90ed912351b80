import type { ClassificationBatch, MetricState } from '../Metric.ts';
import { type CalibrationBin, calibrationBins } from './calibrationBins.ts';
import { classificationState } from './classificationMetric.ts';
import { mostProbableClass } from './mostProbableClass.ts';

/** How sure answers were and how many of them were right. */
export interface Calibration {
  /** Bins that have answers, the least confident first. */
  readonly bins: readonly CalibrationBin[];
  /** Their expected calibration error. */
  readonly error: number;
}

/**
 * How often the most probable class is right, by how probable it was said to be: what a reliability diagram
 * shows. The bins are those of `expectedCalibrationError`. Its value is no scalar, so it is no `Metric`.
 *
 * @example
 * ```ts
 * const state = calibration.create();
 * state.update({ labels: Int32Array.of(1, 0), probabilities: Float32Array.of(0.25, 0.75, 0.25, 0.75),
 * classes: 2 }); state.compute(); // { bins: [{ answers: 2, confidence: 0.75, right: 0.5 }], error: 0.25 }
 * ```
 * @see A. Niculescu-Mizil and R. Caruana, Predicting good probabilities with supervised learning, ICML 2005
 */
export const calibration = {
  name: 'calibration',
  create(): MetricState<ClassificationBatch, Calibration> {
    const fold = calibrationBins();
    return classificationState('calibration', {
      add(label, probabilities, weight) {
        const predicted = mostProbableClass(probabilities);
        fold.add(probabilities[predicted] ?? 0, predicted === label, weight);
      },
      compute: () => ({ bins: fold.bins(), error: fold.error() }),
    });
  },
};
