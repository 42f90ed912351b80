import {
  type CountsBatch,
  METRICS,
  meanAbsoluteError,
  poissonDeviance,
  type RegressionBatch,
  rmse,
} from '@losskit/metrics';

import { logRates } from './logRates.ts';
import type { TargetKind } from './TargetKind.ts';

/** Whole numbers ≥ 0: float64 targets against logarithms of rates. Predictions are rates. */
export const counts: TargetKind<RegressionBatch & CountsBatch> = {
  ...logRates({
    target: 'a count (a whole number of at least 0)',
    isTarget: (value) => Number.isInteger(value) && value >= 0,
    declared: ['counts'],
    expected: 'rates',
    // 0 has no logarithm; that of a half stands for it.
    smallest: 0.5,
  }),
  name: 'counts',
  standardLoss: 'poissonNll',
  commonLosses: [
    'poissonNll',
    'meanSquaredError',
    'meanAbsoluteError',
    'huber',
    'meanSquaredLogarithmicError',
  ],
  metrics: [poissonDeviance, rmse, meanAbsoluteError],
  namedMetrics: [...METRICS.counts, ...METRICS.regression],
};
