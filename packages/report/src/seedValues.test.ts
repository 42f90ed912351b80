import { expect, test } from 'vitest';

import { studyFixture } from '../fixtures/studyFixture.ts';
import { wordsIn } from './messages/wordsIn.ts';
import { reportContext, taskView } from './ReportContext.ts';
import { seedValues } from './seedValues.ts';

const study = studyFixture({ seeds: 10, raced: true, classificationLosses: ['nll'] });

function valuesOf(loss: string) {
  const [task] = study.comparison.tasks;
  const result = task?.results.find((entry) => entry.loss === loss);
  if (task === undefined || result === undefined) throw new Error(`expected ${loss} in the fixture`);
  return seedValues(taskView(study, task), reportContext(study, wordsIn('en')), result);
}

test('each seed has its value, and those that a race left out have none', () => {
  expect(valuesOf('huber').map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(valuesOf('halfSquaredError').map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5]);
  expect(valuesOf('huber').some(({ failed }) => failed)).toBe(false);
});

test('a run that failed has the value of the trivial model, and is marked', () => {
  expect(valuesOf('pinball:quantile=0.9').map(({ failed }) => failed)).toEqual([
    false,
    false,
    false,
    true,
    false,
  ]);
  expect(valuesOf('zeroOne').every(({ failed, value }) => failed && value === 4.2)).toBe(true);
});

test('a seed that collapsed has not failed', () => {
  expect(valuesOf('halfSquaredError')[2]).toEqual({ seed: 3, value: 3.1, failed: false });
});
