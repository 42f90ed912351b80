import { accuracy, logLoss, rocAuc } from '@losskit/metrics';
import { expect, test } from 'vitest';

import { defineTask } from './defineTask.ts';
import type { TaskDefinition } from './TaskDefinition.ts';

/** Two clouds of points that are far apart. */
function clouds(options: Partial<TaskDefinition<'binary'>>) {
  const part = { inputs: [[-1], [1]], targets: [0, 1] };
  return defineTask({
    name: 'clouds',
    target: 'binary',
    data: () => ({ train: part, validation: part, test: part }),
    model: () => ({ variables: {}, predict: (inputs) => (Array.isArray(inputs) ? inputs[0] : inputs) }),
    metrics: [accuracy, logLoss],
    ...options,
  });
}

test('a task knows of its metrics what they say of themselves', () => {
  const { metrics, rankBy, selectBy } = clouds({ selectBy: rocAuc });
  const known = { name: 'accuracy', higherIsBetter: true, bounds: [0, 1], countsRows: true };
  expect(metrics[0]).toEqual(known);
  expect(rankBy).toEqual(known);
  expect(selectBy).toEqual({ name: 'rocAuc', higherIsBetter: true, bounds: [0, 1] });
  expect(metrics.map(({ name }) => name)).toEqual(['accuracy', 'logLoss', 'rocAuc']);
});

test('a task knows of its measurements what the definition says', () => {
  const task = clouds({
    measurements: {
      recall: { higherIsBetter: true, bounds: [0, 1], countsRows: true, trivial: 0.5 },
      seconds: { higherIsBetter: false },
    },
    rankBy: 'recall',
  });
  expect(task.measurements).toEqual([
    { name: 'recall', higherIsBetter: true, bounds: [0, 1], countsRows: true },
    { name: 'seconds', higherIsBetter: false },
  ]);
  expect(task.rankBy).toEqual(task.measurements[0]);
  expect(task.selectBy.name).toBe('accuracy');
  expect(task.trivialMeasurements).toEqual({ recall: 0.5 });
});

test('metrics are named, with options, and what ranks or selects is added to the panel', () => {
  const task = clouds({ metrics: ['recall'], rankBy: 'fBeta:beta=2', selectBy: 'matthewsCorrelation' });
  expect(task.metrics.map(({ name }) => name)).toEqual(['recall', 'fBeta:beta=2', 'matthewsCorrelation']);
  expect([task.rankBy.name, task.selectBy.name]).toEqual(['fBeta:beta=2', 'matthewsCorrelation']);
  expect(clouds({ metrics: ['recall', accuracy] }).rankBy.name).toBe('recall');
});

test('a metric of the panel comes before a measurement of its name, and that before metrics that are only known', () => {
  const measurements = { accuracy: { higherIsBetter: false }, recall: { higherIsBetter: false } };
  expect(clouds({ measurements, rankBy: 'accuracy' }).rankBy.higherIsBetter).toBe(true);
  expect(clouds({ measurements, rankBy: 'recall' }).rankBy.higherIsBetter).toBe(false);
});

test('a name of no metric of the kind is refused, with the nearest one', () => {
  expect(() => clouds({ rankBy: 'accurcy' })).toThrow(
    /^task clouds: expected rankBy to be one of accuracy, .*got 'accurcy' \(did you mean 'accuracy'\?\)\.$/,
  );
  // @ts-expect-error A metric of numbers.
  expect(() => clouds({ metrics: ['rmse'] })).toThrow('task clouds: expected each metric to be one of ');
  expect(() => clouds({ selectBy: 'fBeta:beta=0' })).toThrow('fBeta: expected beta to be above 0, got 0.');
  expect(() => clouds({ metrics: [] })).toThrow('task clouds: expected one metric or more, got []');
});

test('a measurement with an option that does not exist is refused', () => {
  const measurements = { recall: { higherIsBetter: true, trival: 0.5 } };
  expect(() => clouds({ measurements })).toThrow(
    "task clouds, measurement recall: expected options out of higherIsBetter, bounds, countsRows, trivial, got 'trival' (did you mean 'trivial'?).",
  );
});

test('a model is not linear unless the task says so', () => {
  expect([clouds({}).linear, clouds({ linear: true }).linear]).toEqual([false, true]);
});
