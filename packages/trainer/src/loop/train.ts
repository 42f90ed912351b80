import { LosskitError } from '@losskit/errors';
import type * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../model/NamedTensors.ts';
import type { TermNames } from '../step/FittingLosses.ts';
import type { Losses } from '../step/lossTerms.ts';
import { type FedBatches, openFeed } from './batches/BatchFeed.ts';
import { canTake, changeToEager, chooseEngine } from './chooseEngine.ts';
import { exportState } from './exportState.ts';
import { flushPendingSteps, replaySteps } from './flushPendingSteps.ts';
import { type Plan, planTraining } from './Plan.ts';
import type { Progress, StopReason } from './Progress.ts';
import { closeRun, type Run, startRun, takeSteps } from './Run.ts';
import { reportProgress } from './reportProgress.ts';
import { resumeRun } from './resumeRun.ts';
import type { TrainingState } from './TrainingState.ts';
import type { TrainOptions } from './TrainOptions.ts';
import { turns } from './turns.ts';
import { validate } from './validate.ts';

/** Which of the budgets is used up after `step` steps. */
function budgetReached({ plan }: Run, step: number, started: number): StopReason | undefined {
  if (plan.signal?.aborted) return 'aborted';
  if (step >= plan.steps) return 'steps';
  if (step >= plan.epochSteps) return 'epochs';
  return Number.isFinite(plan.milliseconds) && plan.clock() - started >= plan.milliseconds
    ? 'time'
    : undefined;
}

const NOTHING_AHEAD: FedBatches = { batches: [], passEnded: false };

/** Steps from one until the next at which something is due, or until a budget is used up. */
function stepsUntilDue(
  { readEvery, checkpointEvery, validation, steps, epochSteps }: Plan,
  step: number,
): number {
  const everySteps = validation?.everySteps ?? Number.POSITIVE_INFINITY;
  const regular = [readEvery, checkpointEvery, everySteps].map((every) => every - (step % every));
  return Math.max(1, Math.min(...regular, steps - step, epochSteps - step));
}

/** Whether an error is about what was asked for, and not one that interrupted a run. */
function isExpected(error: unknown): boolean {
  return (
    error instanceof LosskitError && (error.code === 'loss-not-finite' || error.code === 'step-not-compiled')
  );
}

/**
 * Reports the state before the step that failed, unless that fails as well: the original error takes
 * precedence.
 */
async function reportFailure(run: Run, onFailure: (state: TrainingState) => Promise<void>): Promise<void> {
  try {
    await replaySteps(run);
    await onFailure(await exportState(run));
  } catch {}
}

/**
 * Trains a model by gradient descent and reports progress as it goes.
 *
 * One visible order: batch, step, read, validate, log, yield. The caller keeps control: `break` ends
 * training, as does the signal, the last batch, a budget, or early stopping. Each step does what {@link
 * trainingStep} says; the loss is read every `readEvery` steps, at validations and at the end.
 *
 * At the end, also after `break` and after an error, the model has its best weights where early stopping
 * looks for them; the last ones it still has at the last progress.
 *
 * @returns Why training ended, which the last progress says too, unless the caller ended it.
 * @throws RangeError for options out of range, for a loss that is not a scalar, and for weights that the loss
 *   doesn't take.
 * @throws LosskitError `loss-not-finite`, with the step and the cause, at the first read that finds one;
 *   `checkpoint-mismatch` for a state of another run; `step-failed`, with the step, where the model, the
 *   loss, a metric or the batches throw.
 * @example
 * ```ts
 * import { sgd } from '@losskit/trainer/optimizers';
 * const slope = tf.variable(tf.scalar(0));
 * const model = { variables: { slope }, predict: (x: tf.Tensor) => tf.mul(x, slope) };
 * const batch = { inputs: tf.tensor1d([1, 2]), targets: tf.tensor1d([3, 6]) };
 * const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));
 * const optimizer = sgd({ learningRate: 0.1 });
 * for await (const progress of train({ model, batches: new Array(50).fill(batch), loss, optimizer })) {
 *   if (progress.loss < 1e-9) break;
 * }
 * slope.dataSync(); // [3]
 * ```
 */
export async function* train<
  Inputs extends Tensors = tf.Tensor,
  Targets extends Tensors = Tensors,
  Outputs extends Tensors = Tensors,
  Loss extends Losses = Losses,
  MetricName extends string = string,
  Monitor extends string = string,
>(
  options: TrainOptions<Inputs, Targets, Outputs, Loss, MetricName, Monitor>,
): AsyncGenerator<Progress<TermNames<Loss>, MetricName>, StopReason> {
  const plan = planTraining(options);
  const { readEvery, validation } = plan;
  const isRead = (step: number) => step % readEvery === 0;
  const isCheckpoint = (step: number) => step % plan.checkpointEvery === 0;
  const isValidation = (step: number) => validation !== undefined && step % validation.everySteps === 0;
  const isEndOfEpochs = (passEnded: boolean) =>
    passEnded && validation !== undefined && (run.passStarts.length - 1) % validation.everyEpochs === 0;
  const lastPass = plan.passes.isCounted && options.epochs !== undefined ? 'epochs' : 'batches ended';
  const started = plan.clock();
  const run = options.resume ? resumeRun(plan, options.resume) : startRun(plan);
  const feed = openFeed(run);
  const nextTurn = turns();
  const nextBatches = () => feed.next(Math.min(run.engine.chunk, stepsUntilDue(plan, run.step)));
  const isMeasured = (step: number) =>
    plan.norms && (isRead(step) || isValidation(step) || step === plan.steps);
  let ahead = NOTHING_AHEAD;

  try {
    let stop: StopReason | undefined = run.earlyStopping.stopped
      ? 'early stopping'
      : budgetReached(run, run.step, started);
    if (!stop) ahead = await nextBatches();
    if (ahead.batches.length > 0) await chooseEngine(run, ahead.batches);
    while (ahead.batches.length > 0) {
      takeSteps(run, ahead.batches, isMeasured);
      await nextTurn();

      stop = budgetReached(run, run.step, started);
      // Asked for here, because only then it is known whether this step is the last, or the last of a pass.
      ahead = stop && !plan.passes.isCounted ? NOTHING_AHEAD : await nextBatches();
      const isDue = isRead(run.step) || isValidation(run.step) || isEndOfEpochs(ahead.passEnded);
      if (ahead.batches.length === 0 && !ahead.failure) stop ??= lastPass;
      const isKept = isDue || isCheckpoint(run.step);
      const goesOn = await canTake(run, ahead.batches);
      if (!stop && !isKept && goesOn) continue;

      const flushed = await flushPendingSteps(run);
      if (flushed.fault) stop = 'not finite';
      if (!stop && !isKept) {
        run.pendingLosses = [...run.pendingLosses, ...flushed.losses];
        changeToEager(run);
        continue;
      }
      const isRegular = !flushed.fault && isDue;
      const isRegularValidation = isRegular && (isValidation(run.step) || isEndOfEpochs(ahead.passEnded));
      const validates = isRegularValidation || (stop !== undefined && stop !== 'aborted');
      const values = validation && validates ? await validate(run, validation) : undefined;
      const progress = reportProgress(run, {
        flushed,
        isRegular,
        values,
        isRegularValidation,
        stopReason: stop,
      });
      stop = progress.stopReason;
      yield progress;
      run.turn += 1;
      run.engine.adopt();
      if (stop) return stop;
      if (plan.signal?.aborted) return 'aborted';
      if (!goesOn) changeToEager(run);
    }
    if (ahead.failure && !stop) throw ahead.failure;
    return stop ?? 'batches ended';
  } catch (error) {
    if (plan.onFailure && !isExpected(error)) await reportFailure(run, plan.onFailure);
    throw error;
  } finally {
    for (const batch of ahead.batches) batch.dispose();
    closeRun(run);
    await feed.close();
  }
}
