import { elementwise } from './elementwise.ts';

/** Real targets and predictions of one shape, for losses whose formula is finite where both are 0. */
export const targetsAndPredictions = elementwise(
  [
    ['yTrue', 'targets'],
    ['yPred', 'predictions'],
  ],
  0,
);
