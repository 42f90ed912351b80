import { randomStream } from '@losskit/random';
import type { Task, TaskRows } from '@losskit/tasks';
import { takeTaskRows } from '@losskit/tasks';
import { disposeModel, prepareTrial } from '../trial/prepareTrial.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';
import { curvesView } from './curvesView.ts';
import { closeExamples, firstRows, openExamples } from './Examples.ts';
import { readWeights, type TrainedLoss } from './ExplainedModel.ts';
import type { Explaining } from './Explaining.ts';
import type { Explanation } from './Explanation.ts';
import { gradientsView } from './gradientsView.ts';
import { landscapeView } from './landscapeView.ts';
import { pathsView } from './pathsView.ts';
import { predictionsView } from './predictionsView.ts';

/** Examples of the training part and of the test part that are looked at, at most. */
const EXAMPLES = 1000;

/** And for views of hundreds of models. */
const FEW_EXAMPLES = 320;

/** At most so many rows of a part, in a random order, so that the first of them are a sample as well. */
function sample(rows: TaskRows, seed: number, part: string): TaskRows {
  const order = randomStream(seed, `explain ${part}`).permutation(rows.rows);
  return takeTaskRows(rows, order.slice(0, EXAMPLES));
}

/** The metric that ranks, or that chose where the ranking is measured on the trained model only. */
function metricOf({ metrics, rankBy, selectBy }: Task): Explaining['metric'] {
  return metrics.some(({ name }) => name === rankBy.name) ? rankBy : selectBy;
}

/**
 * Looks at why losses differ, on models that were trained on the same data from the same first weights.
 *
 * @param trained - Best first.
 * @param request - What the models were trained with, apart from loss and learning rate.
 * @throws LosskitError `interrupted` when the signal aborts.
 */
export async function explainTrained(
  task: Task,
  trained: readonly [TrainedLoss, ...TrainedLoss[]],
  request: Pick<TrialRequest, 'seed' | 'backend' | 'workload' | 'rowShapes'>,
  signal?: AbortSignal,
): Promise<Explanation> {
  const losses = trained.map(({ loss }) => loss);
  const trial = await prepareTrial({ task, loss: trained[0].loss }, request);
  const { weights: _, ...testRows } = trial.data.test;
  const train = openExamples(trial, sample(trial.data.train, request.seed, 'train'), losses);
  const test = openExamples(trial, sample(testRows, request.seed, 'test'), losses);
  const few = {
    train: openExamples(trial, firstRows(train.rows, FEW_EXAMPLES), losses),
    test: openExamples(trial, firstRows(test.rows, FEW_EXAMPLES), []),
  };
  const metric = metricOf(task);
  try {
    const first = await readWeights(trial.model);
    const explaining: Explaining = { trial, trained, first, metric, train, test, few, signal };
    const curves = await curvesView(explaining);
    const gradients = await gradientsView(explaining);
    const paths = await pathsView(explaining);
    const landscape = await landscapeView(explaining);
    const predictions = await predictionsView(explaining);
    return {
      seed: request.seed,
      examples: { train: train.rows.rows, test: test.rows.rows },
      losses: losses.map(({ name }) => name),
      metric: { name: metric.name, higherIsBetter: metric.higherIsBetter },
      ...(curves && { curves }),
      ...gradients,
      paths,
      ...(landscape && { landscape }),
      ...predictions,
    };
  } finally {
    for (const examples of [train, test, few.train, few.test]) closeExamples(examples);
    disposeModel(trial.model);
  }
}
