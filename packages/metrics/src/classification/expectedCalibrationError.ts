import { calibrationBins } from './calibrationBins.ts';
import { classificationMetric } from './classificationMetric.ts';
import { mostProbableClass } from './mostProbableClass.ts';

/**
 * Expected calibration error: Σ over bins of (rows in the bin / n) · |accuracy − mean confidence| in the bin,
 * where a row's confidence is its largest probability.
 *
 * From 0 to 1, lower is better: 0.1 says that confidence and accuracy are ten percentage points apart on
 * average. 15 bins of equal width ((m − 1)/15, m/15] as in the paper; empty bins count nothing. It says
 * nothing about accuracy, and with few rows it is biased upwards.
 *
 * @see C. Guo et al., On Calibration of Modern Neural Networks, ICML 2017, arXiv:1706.04599
 */
export const expectedCalibrationError = classificationMetric(
  { name: 'expectedCalibrationError', higherIsBetter: false, bounds: [0, 1] },
  () => {
    const fold = calibrationBins();
    return {
      add(label, probabilities, weight) {
        const predicted = mostProbableClass(probabilities);
        fold.add(probabilities[predicted] ?? 0, predicted === label, weight);
      },
      compute: fold.error,
    };
  },
);
