import { LosskitError } from '@losskit/errors';
import {
  type Candidate,
  goesFarEnough,
  isAtRest,
  runsOfSearch,
  type Search,
  searchLearningRate,
} from '@losskit/study/search';
import * as tf from '@tensorflow/tfjs-core';

import { dataOf, outputs, type Setup, schedule, trainModel } from './experiment.ts';
import { lossOf } from './losses.ts';
import { type Data, PRESET, type PresetName, STEPS } from './presets.ts';
import { isRate, LEARNING_RATES } from './rates.ts';
import { MOST_SEED, type State } from './state.ts';

/** What a learning rate is found for: it depends neither on the seed of the page nor on points that were moved. */
export interface RateQuestion extends Pick<State, 'preset' | 'trouble' | 'optimizer'> {
  readonly loss: string;
}

/** The learning rate that suits a loss. */
export interface FoundRate {
  readonly learningRate: number;
  /** Lowest and highest of those next to it that do nearly as well. */
  readonly range: readonly [lowest: number, highest: number];
  /**
   * Whether it was chosen of those that bring the loss to rest; as none does, of those that could and finish; or no run finishes.
   */
  readonly among: 'at rest' | 'finished' | 'none';
}

/** Seeds that neither the page shows nor a verdict rests on. */
const SEARCH_SEEDS = Array.from({ length: 5 }, (_, index) => MOST_SEED + 1 + index);
/** Rates that bring a loss to the same place differ by rounding only; of equals the lowest is taken. */
const SCORE_DIGITS = 4;
/** What looks for the minimum that is nearest to where a run ended. */
const GOING_ON = { optimizer: 'adam', learningRate: 0.3 } as const;

interface ScoredRun {
  readonly score: number;
  readonly isAtRest: boolean;
}

/** On the validation part: of a line the mean absolute error, which outliers rule less than squares; else the accuracy. */
function scoreOf(preset: PresetName, { validation }: Data, parameters: readonly number[]): number {
  const given = outputs(validation, parameters);
  const scores = validation.targets.map((target, row) => {
    const output = given[row] ?? 0;
    return PRESET[preset].isLine ? Math.abs(output - target) : Number(output > 0 === (target === 1));
  });
  return Number((scores.reduce((sum, score) => sum + score, 0) / scores.length).toPrecision(SCORE_DIGITS));
}

function trainingLoss({ loss }: Setup, { train }: Data, parameters: readonly number[]): number {
  const [value = Number.NaN] = tf.tidy(() =>
    lossOf(loss)(tf.tensor1d([...train.targets]), tf.tensor1d(outputs(train, parameters))).dataSync(),
  );
  return value;
}

async function endOf(setup: Setup, start?: readonly number[]): Promise<readonly number[]> {
  let end: readonly number[] = [];
  for await (const { parameters } of trainModel(setup, { every: STEPS, start })) end = parameters;
  return end;
}

/** Trains, and then goes on from there to see whether that was the end. Null where the loss stops being finite. */
async function scoredRun(setup: Setup): Promise<ScoredRun | null> {
  const data = dataOf(setup);
  try {
    const end = await endOf(setup);
    const further = await endOf({ ...setup, ...GOING_ON }, end);
    const lossAt = (parameters: readonly number[]) => trainingLoss(setup, data, parameters);
    return {
      score: scoreOf(setup.preset, data, end),
      isAtRest: isAtRest({
        first: lossAt(end.map(() => 0)),
        before: lossAt(end),
        last: lossAt(further),
      }),
    };
  } catch (error) {
    if (error instanceof LosskitError && error.code === 'loss-not-finite') return null;
    throw error;
  }
}

function foundRate(
  { chosen, search }: { readonly chosen: Candidate; readonly search: Search },
  among: FoundRate['among'],
): FoundRate {
  return { learningRate: chosen.learningRate, range: search.range, among };
}

/**
 * Finds the learning rate that suits a loss as a comparison does: by the validation part, on 5 seeds that are not reported, among the
 * rates that bring the training loss to rest. Where none does, because classes can be separated or the steps are too few, among those that
 * could take the model far enough.
 *
 * @param onRun - Called before the first run and after each with how many are done, and how many there will be as far as is known; what it returns is
 *   waited for, and what it throws ends the search.
 */
export async function findRate(
  question: RateQuestion,
  onRun: (done: number, all: number) => Promise<void>,
): Promise<FoundRate> {
  const expected = runsOfSearch(LEARNING_RATES.length, SEARCH_SEEDS.length);
  const runs = new Map<string, Promise<ScoredRun | null>>();
  let done = 0;
  let last: Promise<unknown> = onRun(done, expected);

  /** One after the other, each once. */
  function runOf(learningRate: number, seed: number): Promise<ScoredRun | null> {
    const key = `${learningRate} ${seed}`;
    const known = runs.get(key);
    if (known) return known;
    const run = last.then(async () => {
      const scored = await scoredRun({ ...question, learningRate, seed, moved: [] });
      done += 1;
      await onRun(done, Math.max(done, expected));
      return scored;
    });
    runs.set(key, run);
    last = run;
    return run;
  }

  const searchAmong = (isAdmissible: (rate: number) => boolean, isEligible: (run: ScoredRun) => boolean) =>
    searchLearningRate(
      {
        losses: [question.loss],
        learningRates: LEARNING_RATES.filter(isAdmissible),
        seeds: SEARCH_SEEDS,
        higherIsBetter: !PRESET[question.preset].isLine,
        isAdmissible,
      },
      async (_, learningRate, seed) => {
        const run = await runOf(learningRate, seed);
        return run && isEligible(run) ? run.score : null;
      },
    );

  const atRest = await searchAmong(isRate, (run) => run.isAtRest);
  if (atRest.chosen.score !== null) return foundRate(atRest, 'at rest');
  const finished = await searchAmong(
    (rate) => isRate(rate) && goesFarEnough(schedule(rate, STEPS), STEPS),
    () => true,
  );
  return foundRate(finished, finished.chosen.score === null ? 'none' : 'finished');
}
