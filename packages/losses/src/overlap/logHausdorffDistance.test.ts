import { testLoss } from '@losskit/testing';

import { hausdorffReference } from '../../fixtures/hausdorffReference.ts';
import { weightedMean } from '../../fixtures/pixelsOf.ts';
import { logHausdorffDistance } from './logHausdorffDistance.ts';

testLoss(logHausdorffDistance, {
  options: [{}, { alpha: 1 }, { alpha: 3, classWeights: [0, 1, 2, 0.5] }],
  inputsReference: (inputs, { alpha = 2, classWeights }, at) =>
    weightedMean(hausdorffReference(inputs, at, alpha).map(Math.log1p), classWeights),
});
