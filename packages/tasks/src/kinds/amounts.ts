import {
  type CountsBatch,
  gammaDeviance,
  METRICS,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  type RegressionBatch,
  rmse,
} from '@losskit/metrics';

import { logRates } from './logRates.ts';
import type { TargetKind } from './TargetKind.ts';

/** The smallest normal number of float32, as which losses get amounts. */
const SMALLEST_AMOUNT = 2 ** -126;

/**
 * Amounts above 0, such as costs, incomes and waiting times: float64 targets against logarithms of their expectation.
 * Predictions are expected amounts.
 */
export const amounts: TargetKind<RegressionBatch & CountsBatch> = {
  ...logRates({
    target: 'an amount (a number above 0)',
    isTarget: (value) => value >= SMALLEST_AMOUNT,
    declared: ['positive continuous', 'nonzero continuous'],
    expected: 'expected amounts',
    smallest: SMALLEST_AMOUNT,
  }),
  name: 'amounts',
  standardLoss: 'gammaNll',
  commonLosses: [
    'gammaNll',
    'tweedie',
    'meanSquaredError',
    'meanAbsoluteError',
    'meanSquaredLogarithmicError',
    'meanAbsolutePercentageError',
  ],
  metrics: [gammaDeviance, meanAbsolutePercentageError, rmse, meanAbsoluteError],
  namedMetrics: [...METRICS.amounts, ...METRICS.counts, ...METRICS.regression],
};
