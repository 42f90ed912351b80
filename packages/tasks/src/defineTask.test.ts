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

test('a measurement with an option that does not exist is refused', () => {
  const measurements = { recall: { higherIsBetter: true, trival: 0.5 } };
  expect(() => clouds({ measurements })).toThrow(
    "task clouds, measurement recall: expected options out of higherIsBetter, bounds, countsRows, trivial, got 'trival' (did you mean 'trivial'?).",
  );
});

test('a model is not linear unless the task says so', () => {
  expect([clouds({}).linear, clouds({ linear: true }).linear]).toEqual([false, true]);
});
