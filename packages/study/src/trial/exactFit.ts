import { isRows, type Rows, rowSize } from '@losskit/data';
import { type ExactMinimiser, exactMinimiser } from '@losskit/tasks';

import type { RunRecord } from '../RunRecord.ts';
import { inOriginalUnits } from './judge.ts';
import { predictRows } from './predictRows.ts';
import type { PreparedTrial } from './prepareTrial.ts';

/** Of the loss at the start, below which a minimum counts as 0. */
const FLOOR = 1e-3;

/** What the plane says of rows, in the units that the model trains in. */
function predictionsOf(
  { plane }: ExactMinimiser,
  inputs: Rows,
  rowShape: readonly number[],
): Rows<Float32Array> {
  const size = rowSize(inputs);
  const rows = inputs.values.length / size;
  const values = Float32Array.from({ length: rows }, (_, row) =>
    plane.coefficients.reduce(
      (sum, coefficient, column) => sum + coefficient * (inputs.values[row * size + column] ?? Number.NaN),
      plane.intercept,
    ),
  );
  return { values, rowShape };
}

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
  panel.update(
    test.targets,
    inOriginalUnits(trial, predictionsOf(exact, test.inputs, test.targets.rowShape)),
  );
  // Data without noise have a minimum of 0, to which nothing is relative.
  const scale = Math.max(exact.minimum, FLOOR * exact.lossOf(new Float32Array(train.rows)));
  return { test: panel.compute(), excess: Math.max(0, exact.lossOf(trained.values) - exact.minimum) / scale };
}
