import type { ExecutedRun, RunRecord } from '../RunRecord.ts';
import type { LossResult, TaskResult } from '../result.ts';
import { sha256 } from '../store/storedRun.ts';
import type { TaskComparison } from '../TaskComparison.ts';
import { trialRequest } from '../trialRequest.ts';
import type { Explanation } from './Explanation.ts';
import type { ExplanationStore } from './ExplanationStore.ts';
import { explainTrained } from './explainTrained.ts';
import { trainedLosses, type WantedRun } from './trainedLosses.ts';

/** Losses that are explained, at most: the best-ranked that train different weights. */
export const MOST_EXPLAINED = 6;

const SEED = 0;

/** A task that was compared, and all that its explanation needs. */
export interface Compared {
  readonly comparison: TaskComparison;
  readonly result: TaskResult;
  readonly runs: readonly ExecutedRun[];
}

/** The best losses with the run that is looked at. */
function chosenRuns({ comparison, result, runs }: Compared): RunRecord[] {
  // Where a loss has variables of its own, others cannot be asked about its model.
  const { task, losses } = comparison;
  const owning = losses.filter(({ loss }) => task.trainsInputs(loss)).map(({ loss }) => loss.name);

  const isFirst =
    ({ loss }: LossResult) =>
    (one: RunRecord) =>
      one.loss === loss && one.seed === SEED;
  return result.results
    .filter(({ loss, sameAs, verdict }) => sameAs === null && verdict !== 'failed' && !owning.includes(loss))
    .flatMap((entry) => runs.map(({ record }) => record).find(isFirst(entry)) ?? [])
    .filter(({ status }) => status === 'finished')
    .slice(0, MOST_EXPLAINED);
}

function wantedRun({ comparison }: Compared, record: RunRecord): WantedRun[] {
  const { task, plan, losses } = comparison;
  const loss = losses.flatMap(({ variants }) => variants).find(({ name }) => name === record.loss);
  if (!loss) return [];
  const { learningRate, seed } = record;
  const stepsPerEpoch = Math.ceil(plan.data.train.rows / plan.batchSize);
  return [
    {
      trial: { task, loss, training: plan.training, evaluateBy: [] },
      request: {
        ...trialRequest(comparison, { loss, learningRate, seed }),
        // A run that had not converged was done again with more passes.
        epochs: Math.round(record.steps / stepsPerEpoch),
      },
    },
  ];
}

/**
 * Explains a comparison on the models of its first seed, which are trained again: a stored run has no weights.
 *
 * @returns undefined where no loss has a model; the stored explanation where nothing has changed.
 * @throws LosskitError `interrupted`.
 */
export async function explainTask(
  compared: Compared,
  {
    store,
    signal,
  }: { readonly store: ExplanationStore | undefined; readonly signal: AbortSignal | undefined },
  onTrained: (run: ExecutedRun) => void,
): Promise<Explanation | undefined> {
  const { task } = compared.comparison;
  const records = chosenRuns(compared);
  const wanted = records.flatMap((record) => wantedRun(compared, record));
  const [first] = wanted;
  if (!first) return undefined;
  const key = sha256(
    JSON.stringify([wanted.map(({ request }) => request), records.map((record) => record.weightsDigest)]),
  );
  const stored = await store?.find(task.name, key);
  if (stored) return stored;
  const [best, ...others] = await trainedLosses(wanted, signal, onTrained);
  if (!best) return undefined;
  const explanation = await explainTrained(task, [best, ...others], first.request, signal);
  await store?.save(task.name, key, explanation);
  return explanation;
}
