import { wordsOf } from '@losskit/losses/words';
import type { LossResult, TaskResult } from '@losskit/study';
import { linearTask } from '@losskit/tasks/built-in';

import { ARTICLES } from './articles.ts';
import type { Verdict } from './Claim.ts';
import type { Experiments } from './experiments/Experiments.ts';
import { meanOverSeeds } from './experiments/meanOverSeeds.ts';
import { formatNumber, formatQuantity, formatShare } from './formatQuantity.ts';
import type { CheckedClaim } from './measureClaims.ts';
import { NAMED_LOSSES } from './namedLosses/namedLosses.ts';
import { numberOf } from './probe.ts';

/** One row of a task's ranking, as text. */
export interface RankedLoss {
  readonly loss: string;
  readonly score: string;
  readonly verdict: LossResult['verdict'];
  readonly difference: string;
  /** Runs that failed, of all. */
  readonly failed: string;
  readonly learningRate: string;
}

/** What a comparison on a task came to. */
export interface RankedTask {
  /** Best first. */
  readonly losses: readonly RankedLoss[];
  /** The loss to use; null where nothing was learned. */
  readonly recommended: string | null;
  /** Whether no other loss can be better by more than the margin. */
  readonly isSettled: boolean;
  /** A difference in the metric that matters. */
  readonly margin: string;
  readonly metric: string;
  /** The study's own sentence, in English. */
  readonly answer: string;
}

/** The numbers that the report's sentences are made with, as text. */
export interface Facts {
  readonly claims: number;
  /** How many statements of each article got each verdict, in the order of the articles, and of all. */
  readonly countsOf: (verdict: Verdict) => readonly number[];
  /** The most that a loss was given. */
  readonly seeds: number;
  readonly photographs: boolean;
  readonly linear: RankedTask;
  readonly fruit: RankedTask;
  readonly fruitParts: TaskResult['parts'];
  readonly outliers: string;
  readonly bowls: readonly {
    readonly loss: string;
    readonly verdict: LossResult['verdict'];
    readonly allRight: string;
    readonly eachRight: string;
  }[];
  readonly bowlParts: Experiments['bowls']['parts'];
  readonly unknown: readonly {
    readonly loss: string;
    readonly accuracy: string;
    readonly sure: string;
    readonly refused: string;
    readonly auc: string;
  }[];
  readonly pineapples: readonly string[];
  /** A measured number of a claim, with its uncertainty. */
  readonly measured: (claim: string, label: string) => string;
  readonly named: readonly {
    readonly heading: string;
    readonly name: string;
    readonly formula: string;
    readonly code: string;
    readonly value: string;
  }[];
}

function rankedLosses({ metric, results }: TaskResult): RankedLoss[] {
  return results.map(({ loss, verdict, difference, failures, seeds, learningRate, metrics }) => {
    const { mean = null, low = null, high = null } = metrics[metric] ?? {};
    const score =
      mean === null || low === null || high === null
        ? '–'
        : `${formatNumber(mean, 4)} [${formatNumber(low, 3)}, ${formatNumber(high, 3)}]`;
    return {
      loss,
      score,
      verdict,
      difference:
        difference === null
          ? '–'
          : `${formatNumber(difference.mean, 2)} [${formatNumber(difference.low, 2)}, ${formatNumber(difference.high, 2)}]`,
      failed: `${failures.runs} / ${seeds}`,
      learningRate: formatNumber(learningRate),
    };
  });
}

function rankedTask(task: TaskResult): RankedTask {
  const { recommended, costAtMost, margin, metric, answer } = task;
  return {
    losses: rankedLosses(task),
    recommended,
    isSettled: costAtMost !== null && costAtMost <= margin,
    margin: formatNumber(margin, 2),
    metric,
    answer,
  };
}

/** Gathers the numbers. Needs a backend, for the examples of the named losses. */
export async function gatherFacts(
  experiments: Experiments,
  checked: readonly CheckedClaim[],
): Promise<Facts> {
  const { linear, fruit, bowls, unknownFruit } = experiments;
  const countsOf = (verdict: Verdict) => {
    const found = checked.filter((one) => one.verdict === verdict);
    const ofArticles = ARTICLES.map((file) => found.filter(({ claim }) => claim.article === file).length);
    return [...ofArticles, found.length];
  };
  const { train } = await linearTask().load(0);
  return {
    claims: checked.length,
    countsOf,
    seeds: Math.max(...[...linear.results, ...fruit.results].map((result) => result.seeds)),
    photographs: fruit.origin.kind === 'folder',
    linear: rankedTask(linear),
    fruit: rankedTask(fruit),
    fruitParts: fruit.parts,
    outliers: `${train.outliers?.filter(Boolean).length} / ${train.rows}`,
    bowls: bowls.results.map(({ loss, verdict }) => ({
      loss,
      verdict,
      allRight: formatShare(meanOverSeeds(bowls, loss, 'allRight')),
      eachRight: formatShare(meanOverSeeds(bowls, loss, 'eachRight')),
    })),
    bowlParts: bowls.parts,
    unknown: unknownFruit.losses.map(({ loss, accuracy, sure, refused, auc }) => ({
      loss,
      accuracy: formatShare(accuracy),
      sure: formatShare(sure),
      refused: formatShare(refused),
      auc: formatQuantity(auc),
    })),
    pineapples: unknownFruit.samples,
    measured(claim, label) {
      const found = checked.find((one) => one.claim.id === claim)?.quantities[label];
      if (found) return formatQuantity(found);
      throw new RangeError(`measured: expected a number '${label}' of the claim ${claim}, got none.`);
    },
    named: NAMED_LOSSES.map(({ heading, name, code, example }) => ({
      heading,
      name,
      formula: wordsOf(name)?.formula ?? '',
      code,
      value: formatNumber(numberOf(example)),
    })),
  };
}
