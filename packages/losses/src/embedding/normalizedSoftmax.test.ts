import { testCosineLoss } from '../../fixtures/testCosineLoss.ts';
import { normalizedSoftmax } from './normalizedSoftmax.ts';

testCosineLoss<{ temperature?: number }>(normalizedSoftmax, {
  options: [{ temperature: 1 }, { temperature: 0.2 }],
  own: (angle) => Math.cos(angle),
  scale: (_length, { temperature = 0.05 }) => 1 / temperature,
});
