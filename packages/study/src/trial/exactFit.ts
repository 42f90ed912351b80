import { isRows, rowSize } from '@losskit/data';
import { exactMinimiser, planeValues } from '@losskit/tasks';

import type { RunRecord } from '../RunRecord.ts';
import { inOriginalUnits } from './judge.ts';
import { predictRows } from './predictRows.ts';
import type { PreparedTrial } from './prepareTrial.ts';

/** Of the loss at the start, below which a minimum counts as 0. */
const FLOOR = 1e-3;

/**
 * What the exact minimiser of a linear model's loss reaches on the test part, and how far above the minimum the training loss is;
 * null where the minimiser is not known.
 */
export async function exactFit(trial: PreparedTrial): Promise<RunRecord['exact']> {
  const { task, loss, link, data, model, shape } = trial;
  const { train, test } = data;
  if (!task.linear || task.kind !== 'continuous' || shape.width !== 1) return null;
  if (!isRows(train.inputs) || !isRows(test.inputs)) return null;
  const exact = await exactMinimiser(loss, {
    inputs: train.inputs.values,
    targets: trial.scaledTargets(train).values,
    weights: train.weights?.values,
  });
  if (!exact) return null;
  const trained = await predictRows(train.inputs, (batch) =>
    link.predictions(model.predict(batch, { training: false })),
  );
  const panel = task.openPanel(shape);
  const { values } = test.inputs;
  const predicted = planeValues(exact.plane, values, values.length / rowSize(test.inputs));
  panel.update(test.targets, inOriginalUnits(trial, { values: predicted, rowShape: test.targets.rowShape }));
  // Data without noise have a minimum of 0, to which nothing is relative.
  const scale = Math.max(exact.minimum, FLOOR * exact.lossOf(new Float32Array(train.rows)));
  return { test: panel.compute(), excess: Math.max(0, exact.lossOf(trained.values) - exact.minimum) / scale };
}
