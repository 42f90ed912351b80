import { builtInTask, train, weightsDigest } from 'losskit';
import { isFloats, seededBatches } from 'losskit/data';
import { constant } from 'losskit/schedules';
import { taskLoss } from 'losskit/tasks';

const SEED = 7;

/** How far the training of a task is. */
export interface Report {
  readonly task: string;
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
}

/** Trains a built-in task with its standard loss; gives the sha256 of the weights. Runs in Node as well. */
export async function trainTask(name: string, onReport: (report: Report) => void): Promise<string> {
  const task = builtInTask(name);
  const data = await task.load(SEED);
  const { model } = await task.createModel(SEED, data);
  const link = task.link(taskLoss(task.standardLoss), task.shapeOf(data));

  const { train: part, targetScaler } = data;
  const scaled = targetScaler && isFloats(part.targets) ? targetScaler.scale(part.targets) : part.targets;
  const { batchSize, optimizer, learningRates } = task.training;
  const epochs = task.training.epochs(part.rows, batchSize);
  const batches = seededBatches(
    { ...part, targets: link.targets(scaled) },
    { batchSize, seed: SEED, epochs },
  );
  const steps = epochs * batches.stepsPerEpoch;
  const progress = train({
    model,
    batches,
    loss: link.loss,
    optimizer: optimizer(constant(learningRates[1] ?? 0.01)),
    compile: 'require',
    readEvery: Math.ceil(steps / 20),
  });
  for await (const { step, loss } of progress) onReport({ task: name, step, steps, loss });
  return weightsDigest(model.variables);
}
