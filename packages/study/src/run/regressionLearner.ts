import { type RegressionTask, standardize } from '@losskit/data';
import { evaluateMetrics, meanAbsoluteError, medianAbsoluteError, rmse, rSquared } from '@losskit/metrics';

import type { LossExpression } from '../lossExpression.ts';
import type { Learner } from './Learner.ts';
import { predictRows } from './predictRows.ts';
import type { TaskPlan } from './taskPlan.ts';

/** The panel that regressions are judged by. */
export const REGRESSION_METRICS = [rmse, meanAbsoluteError, medianAbsoluteError, rSquared];

/** Trains on standardised columns and judges in original units. */
export function regressionLearner(
  task: RegressionTask,
  { loss }: LossExpression,
  plan: TaskPlan,
  seed: number,
): Learner {
  const original = task.split(seed);
  const { split, scaler } = standardize(original);
  const model = plan.model.create(seed);
  const predict = (rows: Float32Array, features: number) =>
    predictRows({ values: rows, rowShape: [features] }, (inputs) =>
      model.predict(inputs, { training: false }),
    );

  return {
    model,
    train: split.train,
    loss: (yTrue, yPred) => loss.evaluate([yTrue, yPred]),
    async evaluate(part) {
      const predicted = await predict(split[part].inputs.values, task.featureNames.length);
      return evaluateMetrics(REGRESSION_METRICS, {
        targets: original[part].targets.values,
        predicted: scaler.unscaleTargets(predicted),
      });
    },
    async describe() {
      const { kernel, intercept } = model.variables;
      if (!kernel || !intercept) throw new RangeError('regressionLearner: expected a linear model.');
      const coefficients = Array.from(await kernel.data<'float32'>());
      const [constant = 0] = await intercept.data<'float32'>();
      return { fit: scaler.unscalePlane({ intercept: constant, coefficients }) };
    },
  };
}
