import { createHash } from 'node:crypto';
import type { TaskLoss } from '@losskit/tasks';

import type { TaskComparison } from './TaskComparison.ts';
import { digestRows } from './trial/runFingerprint.ts';

/** The text of a function of one's own: another text is another loss. */
function ownText({ own }: TaskLoss): string {
  return own === undefined ? '' : createHash('sha256').update(String(own)).digest('hex');
}

/** All that a stored run depends on beside its request. */
export function runsContext(config: object, comparisons: readonly TaskComparison[]): string {
  return JSON.stringify([
    config,
    comparisons.map(({ task, plan: { data }, losses }) => [
      task.origin,
      digestRows([data.train, data.validation, data.test]),
      losses.map(({ loss }) => ownText(loss)),
    ]),
  ]);
}

/** All that results depend on: the runs, what ranks and judges them, and whether they are explained. */
export function resultsContext(context: string, comparisons: readonly TaskComparison[]): string {
  return JSON.stringify([
    context,
    comparisons.map(({ task, explain }) => {
      const { metrics, measurements, trivialMeasurements, rankBy, selectBy, linear, classNames, figures } =
        task;
      return [
        { metrics, measurements, trivialMeasurements, rankBy, selectBy, linear, classNames, figures },
        explain,
      ];
    }),
  ]);
}
