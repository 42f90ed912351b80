import { type ClassificationBatch, calibration } from '@losskit/metrics';

import type { KindViews } from './KindViews.ts';

/** How sure predictions are and how often right, from the batch that the kind's metrics take. */
export function calibrationOf(
  metricBatch: (...given: Parameters<NonNullable<KindViews['calibration']>>) => ClassificationBatch,
): NonNullable<KindViews['calibration']> {
  return (...given) => {
    const state = calibration.create();
    state.update(metricBatch(...given));
    return state.compute();
  };
}
