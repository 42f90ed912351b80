import { isArgumentError, LosskitError } from '@losskit/errors';

import type { ProgressMeter } from '../progressMeter.ts';
import type { TaskResult, TaskWarning } from '../result.ts';
import type { ExplanationStore } from './ExplanationStore.ts';
import { type Compared, explainTask } from './explainTask.ts';

/** Results with what explains them, and what could not be explained. */
export interface ExplainedTasks {
  readonly tasks: readonly TaskResult[];
  readonly warnings: readonly TaskWarning[];
}

/** What is said where a loss or a model fails in a view: the comparison stands without it. */
function warningOf({ result }: Compared, error: unknown): TaskWarning {
  const isOfTask = error instanceof LosskitError && error.code !== 'interrupted';
  if (!isOfTask && !isArgumentError(error)) throw error;
  const { task, results } = result;
  const losses = results.map(({ loss }) => loss);
  return { task, code: 'not-explained', message: `not explained: ${error.message}`, losses };
}

/** Explains tasks one after the other, because all share one backend. @throws LosskitError `interrupted`. */
export async function explainAll(
  compared: readonly Compared[],
  store: ExplanationStore | undefined,
  meter: ProgressMeter,
  signal: AbortSignal | undefined,
): Promise<ExplainedTasks> {
  const tasks: TaskResult[] = [];
  const warnings: TaskWarning[] = [];
  for (const one of compared) {
    try {
      const explanation = await explainTask(one, { store, signal }, ({ record, seconds }) =>
        meter.finished(record, seconds),
      );
      tasks.push(explanation ? { ...one.result, explanation } : one.result);
    } catch (error) {
      warnings.push(warningOf(one, error));
      tasks.push(one.result);
    }
  }
  return { tasks, warnings };
}
