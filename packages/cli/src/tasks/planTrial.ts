import type { BackendName } from '@losskit/backends';
import { planTask, type Trial, type TrialRequest } from '@losskit/study';
import type { Task, TaskLoss } from '@losskit/tasks';
import type { CompilePolicy } from '@losskit/trainer';

/** What a command says of the one run that it makes. */
export interface RunSettings {
  readonly seed: number;
  readonly backend: BackendName;
  /** Default `auto`. */
  readonly compile?: CompilePolicy | undefined;
  readonly epochs?: number | undefined;
  /** Default: the middle of those that a comparison searches. */
  readonly learningRate?: number | undefined;
  /** Whether its record keeps misclassified pictures. */
  readonly pictures: boolean;
}

/**
 * Decides how a task is trained with one loss and one seed. @throws LosskitError for data or a model that
 * cannot be used.
 */
export async function planTrial(
  task: Task,
  loss: TaskLoss,
  settings: RunSettings,
): Promise<{ readonly trial: Trial; readonly request: TrialRequest }> {
  const { seed, backend, compile = 'auto', epochs, pictures } = settings;
  const plan = await planTask(task, { epochs }, seed);
  const { training, learningRates, workload, batchSize, rowShapes } = plan;
  return {
    trial: { task, loss, training, evaluateBy: [] },
    request: {
      task: task.name,
      reference: task.reference,
      loss: loss.name,
      seed,
      learningRate: settings.learningRate ?? learningRates[Math.floor(learningRates.length / 2)] ?? 0.01,
      backend,
      compile,
      workload,
      batchSize,
      epochs: plan.epochs,
      rowShapes,
      pictures,
      purpose: 'verdict',
      evaluateBy: [],
    },
  };
}
