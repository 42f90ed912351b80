import type { Task } from '@losskit/tasks';

/** The metric of the panel that a curve shows: what ranks, unless that is a measurement of the trained model. */
export function curveMetric({
  metrics,
  rankBy,
  selectBy,
}: Pick<Task, 'metrics' | 'rankBy' | 'selectBy'>): Pick<Task['rankBy'], 'name' | 'higherIsBetter'> {
  return metrics.some(({ name }) => name === rankBy.name) ? rankBy : selectBy;
}
