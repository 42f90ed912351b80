import { constant } from '@losskit/trainer/schedules';
import { expect, test } from 'vitest';

import { trainingOf } from './trainingOf.ts';

/** How far Adam can go at a rate: Σ rate over the steps. */
function pathOf(
  { schedule, epochs }: ReturnType<typeof trainingOf>,
  rate: number,
  rows: number,
  size: number,
) {
  const steps = epochs(rows, size) * Math.ceil(rows / size);
  const rateAt = schedule(rate, steps);
  return Array.from({ length: steps }, (_, step) => rateAt(step)).reduce((sum, one) => sum + one, 0);
}

test('a linear model gets whole batches, and rates that each cover 10 standard deviations', () => {
  const training = trainingOf('task', { linear: true }, [0.001]);
  expect(training.learningRates).toEqual([0.1, 0.3, 1]);
  expect(training.batchSize).toBe(4096);
  for (const rate of training.learningRates) {
    expect(pathOf(training, rate, 160, training.batchSize)).toBeGreaterThan(10);
    expect(pathOf(training, rate, 10_000, training.batchSize)).toBeGreaterThan(10);
  }
});

test('other models get the rates of their kind, and passes enough for the steps', () => {
  const training = trainingOf('task', {}, [0.001, 0.01]);
  expect([training.learningRates, training.batchSize]).toEqual([[0.001, 0.01], 32]);
  expect(training.epochs(320, 32)).toBe(40);
  expect(training.epochs(100_000, 32)).toBe(1);
});

test('what is given goes before the defaults, also of a linear model', () => {
  const options = { learningRates: [0.5], batchSize: 8, epochs: 3, schedule: constant, linear: true };
  const training = trainingOf('task', options, [0.001]);
  expect([training.learningRates, training.batchSize, training.epochs(80, 8)]).toEqual([[0.5], 8, 3]);
  expect(training.schedule).toBe(constant);
});

test.each([
  [{ steps: 0 }, 'task: expected steps to be an integer >= 1, got 0.'],
  [{ learningRates: [] }, 'task: expected one learning rate or more, got [].'],
  [{ learningRates: [0] }, 'task: expected learningRates > 0, got 0.'],
])('refuses %j', (options, message) => {
  expect(() => trainingOf('task', options, [0.1])).toThrow(new RangeError(message));
});
