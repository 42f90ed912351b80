import { expect, test } from 'vitest';

import { sgd } from '../optimizers.ts';
import * as schedules from '../schedules.ts';

const { constant, cosineDecay, describeSchedule, join, linear, warmup } = schedules;
const learningRate = 0.1;

test.each<[number | schedules.Schedule, string]>([
  [0.1, 'constant'],
  [constant(0.1), 'constant'],
  [(step) => step, 'a function of the step'],
  [cosineDecay({ learningRate, decaySteps: 100 }), 'cosine decay to 0'],
  [cosineDecay({ learningRate, decaySteps: 100, alpha: 0.1 }), 'cosine decay to 0.1 times its start'],
  [
    schedules.exponential({ learningRate, decayRate: 0.5, decaySteps: 10 }),
    'exponential decay by 0.5 every 10 steps',
  ],
  [schedules.inverseSquareRoot({ learningRate, timescale: 9 }), 'inverse square root decay with timescale 9'],
  [linear({ from: 0.1, to: 0, steps: 50 }), 'linear from 0.1 to 0 in 50 steps'],
  [
    join({ schedules: [constant(0.1), linear({ from: 0.1, to: 0, steps: 50 })], boundaries: [100] }),
    'constant until step 100, then linear from 0.1 to 0 in 50 steps',
  ],
  [
    schedules.oneCycle({ maxLearningRate: 0.1, totalSteps: 90 }).learningRate,
    'one cycle of 90 steps with its turn at 0.1',
  ],
  [
    schedules.piecewise({ values: [0.1, 0.01, 0.001], boundaries: [100, 200] }),
    'piecewise constant: 0.1, 0.01 from step 100, 0.001 from step 200',
  ],
  [
    schedules.polynomial({ from: 1, to: 0, steps: 10, power: 2 }),
    'polynomial of power 2 from 1 to 0 in 10 steps',
  ],
  [schedules.stepDecay({ learningRate, every: 30 }), 'times 0.1 every 30 steps'],
  [schedules.warmRestarts({ learningRate, period: 10 }), 'cosine decay to 0 with restarts after 10 steps'],
  [
    schedules.warmRestarts({ learningRate, period: 10, multiplier: 2 }),
    'cosine decay to 0 with restarts after 10 steps, each 2 times longer',
  ],
  [
    warmup({ steps: 10 }, cosineDecay({ learningRate, decaySteps: 90 })),
    'linear warm-up of 10 steps from 0, then cosine decay to 0',
  ],
])('%o is described in words', (schedule, wanted) => {
  expect(describeSchedule(schedule)).toBe(wanted);
});

test('an optimizer hands its schedule on with its description', () => {
  expect(describeSchedule(sgd({ learningRate }).learningRate)).toBe('constant');
  expect(
    describeSchedule(sgd({ learningRate: cosineDecay({ learningRate, decaySteps: 5 }) }).learningRate),
  ).toBe('cosine decay to 0');
});

test('a drop on a plateau is described by its factor and patience', () => {
  expect(schedules.reduceOnPlateau({ learningRate, mode: 'min' }).description).toBe(
    'times 0.1 after 10 checks without improvement',
  );
});
