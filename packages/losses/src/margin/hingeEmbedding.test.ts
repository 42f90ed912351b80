import { testLoss } from '@losskit/testing';

import { hingeEmbedding } from './hingeEmbedding.ts';

testLoss(hingeEmbedding, {
  options: [{}, { margin: 0 }, { margin: 2.5 }],
  // The line between the two losses, from the one at 1.
  reference(yTrue, distance, { margin = 1 }) {
    const apart = distance < margin ? margin - distance : 0;
    return distance + ((1 - yTrue) / 2) * (apart - distance);
  },
  cases: [
    { inputs: [1, 0.3], value: 0.3, gradient: 1 },
    { inputs: [-1, 0.3], value: 0.7, gradient: -1 },
    { inputs: [-1, 1], value: 0, gradient: 0 },
    { inputs: [-1, 1.5], value: 0, gradient: 0 },
  ],
});
