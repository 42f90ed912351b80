import { constant, exponential } from '@losskit/trainer/schedules';
import { expect, test } from 'vitest';

import { goesFarEnough } from './goesFarEnough.ts';

test.each([
  [constant(0.25), 40, true],
  [constant(0.25), 39, false],
  [exponential({ learningRate: 0.3, decayRate: 0.001, decaySteps: 300 }), 300, true],
  [exponential({ learningRate: 0.2, decayRate: 0.001, decaySteps: 300 }), 300, false],
])('%s over %i steps: %s', (schedule, steps, is) => {
  expect(goesFarEnough(schedule, steps)).toBe(is);
});
