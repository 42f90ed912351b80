import type { Task } from '@losskit/data';
import type { Metric } from '@losskit/metrics';

import { CLASSIFICATION_METRICS } from './pictureLearner.ts';
import { REGRESSION_METRICS } from './regressionLearner.ts';

type Metrics = readonly Pick<Metric<never>, 'name' | 'higherIsBetter'>[];

/** The panel of metrics of a task. */
export function metricsOf(task: Task): Metrics {
  return task.kind === 'regression' ? REGRESSION_METRICS : CLASSIFICATION_METRICS;
}

/** Whether more of a metric of the task's panel is better. */
export function higherIsBetter(task: Task, metric: string): boolean {
  return metricsOf(task).some((one) => one.name === metric && one.higherIsBetter);
}
